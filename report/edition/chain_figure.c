#include "report/edition/chain_figure.h"

#include "report/chart/chain_blocks.h"
#include "report/edition/figures.h"
#include "report/edition/sources.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *measure;      /* by area */
    const char *land_measure; /* where the land is known more fully; NULL: the same */
    const char *source;
    gboolean of_office;
} ChainLink;

static const ChainLink links[] = {
    {"politie_signalen", NULL, "politie", FALSE},
    {"meldingen_uitbuiting", "meldingen", "comensha", FALSE},
    {"politie_onderzoeken", NULL, "politie", FALSE},
    {"om_ingeschreven", NULL, "om", TRUE},
    {"om_uitspraken", NULL, "om", TRUE},
};

static const char *link_text(Writer *writer, const ChainLink *link, const char *what)
{
    g_autofree char *key = g_strdup_printf("grafiek.keten-%s-%s", link->measure, what);
    return writer_say(writer, key);
}

/* Who counted, and where. */
static const char *link_source(Writer *writer, const ChainLink *link, AreaId area)
{
    const char *place = area_name(writer->areas, area);
    if (area == writer->land) {
        g_autofree char *key = g_strconcat("grafiek.keten-bron-", link->source, NULL);
        return writer_say(writer, key);
    }
    g_autofree char *key = g_strconcat("grafiek.keten-bron-", link->source, "-gebied", NULL);
    return writer_say(writer, key, "gebied", place);
}

/* The verdicts that are convictions are a documented part of the verdicts (reference/chain.ini):
 * the one percentage of the figure. Published with its limits, or not at all. */
static void add_share(Writer *writer, const ChainFigure *figure, ChainBox *box)
{
    gsize n;
    g_autofree ChainBlock *parts =
        publication_chain(writer->publication, figure->office, figure->period, &n);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(parts[i].step, "veroordeeld") != 0 || !isfinite(parts[i].share))
            continue;
        box->share = writer_say(
            writer, "grafiek.keten-veroordeeld", "aandeel",
            writer_decimal(writer, 100 * parts[i].share, 0), "marge",
            writer_range(writer, 100 * parts[i].share_lower, 100 * parts[i].share_upper, 0));
        box->part_of = writer_say(writer, "grafiek.keten-veroordeeld-van");
    }
}

static ChainBox block_of(Writer *writer, const ChainFigure *figure, const ChainLink *link,
                         Cell *cell)
{
    AreaId area = link->of_office ? figure->office : figure->area;
    gboolean whole = area == writer->land && link->land_measure != NULL;
    *cell = publication_total(writer->publication, whole ? link->land_measure : link->measure, area,
                              figure->period);
    ChainBox block = {.name = link_text(writer, link, "naam"),
                      .value = figures_value(cell),
                      .unit = link_text(writer, link, "eenheid"),
                      .period = writer_period(writer, figure->period),
                      .source = link_source(writer, link, area)};
    if (link != &links[G_N_ELEMENTS(links) - 1])
        block.gap = link_text(writer, link, "kloof");
    else
        add_share(writer, figure, &block);
    return block;
}

static void add_words(Writer *writer, GString *words, const ChainBox *block, const Cell *cell)
{
    g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "",
                           writer_say(writer, "grafiek.keten-blok-zin", "naam", block->name,
                                      "aantal", cells_words(writer, cell), "bron", block->source,
                                      "deel", block->share != NULL ? block->share : ""));
}

void chain_figure(Writer *writer, Flow *flow, const ChainFigure *figure)
{
    ChainBox blocks[G_N_ELEMENTS(links)];
    guint n = 0;
    gboolean any_zero = FALSE;
    g_autoptr(GString) words = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
        Cell cell;
        if (links[i].of_office && figure->office == AREA_NONE)
            continue;
        blocks[n] = block_of(writer, figure, &links[i], &cell);
        any_zero |= cells_has_value(&cell) && cell.value == 0;
        add_words(writer, words, &blocks[n++], &cell);
    }
    Graphic *graphic = chain_blocks_new(
        &(ChainBlocks){.n_blocks = n, .blocks = blocks, .language = writer->language}, NULL);
    g_assert(graphic != NULL); /* every link but the last has a text for its gap, and no share */
    FigureInfo info = {
        .name = figure->name,
        .title = figure->title,
        .subtitle = writer_say(writer, "grafiek.keten-onder", "periode",
                               writer_period(writer, figure->period)),
        .source = sources_line(writer, "politie", "comensha", "om"),
        .how_to_read = writer_join(writer, writer_say(writer, "grafiek.keten-lezen"),
                                   any_zero ? writer_say(writer, "grafiek.nul") : ""),
        .alternative = writer_say(writer, "grafiek.keten-zin", "titel", figure->title, "periode",
                                  writer_period(writer, figure->period), "blokken", words->str)};
    flow_figure(flow, &info, graphic);
}
