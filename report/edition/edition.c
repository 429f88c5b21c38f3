#include "report/edition/edition.h"

#include "report/edition/bestuurlijk.h"
#include "report/edition/gemeente.h"
#include "report/edition/jaarmonitor.h"
#include "report/edition/kwartaal.h"
#include "report/edition/regio.h"

#include "report/edition/writer.h"

#include <string.h>

static const Edition editions[] = {
    {"jaarmonitor", PERIOD_YEAR, TRUE, 1, {AREA_LAND}, jaarmonitor_compose},
    {"gemeente", PERIOD_YEAR, FALSE, 1, {AREA_GEMEENTE}, gemeente_compose},
    {"bestuurlijk",
     PERIOD_YEAR,
     FALSE,
     2,
     {AREA_GEMEENTE, AREA_POLITIE_EENHEID},
     bestuurlijk_compose},
    {"kwartaal", PERIOD_QUARTER, FALSE, 1, {AREA_LAND}, kwartaal_compose},
    {"regio", PERIOD_YEAR, FALSE, 2, {AREA_POLITIE_EENHEID, AREA_VEILIGHEIDSREGIO}, regio_compose},
    {NULL, PERIOD_NONE, FALSE, 0, {AREA_LAND}, NULL}};

const Edition *edition_find(const char *name)
{
    for (const Edition *edition = editions; edition->name != NULL; edition++)
        if (strcmp(edition->name, name) == 0)
            return edition;
    return NULL;
}

char *edition_names(const char *last_separator)
{
    GString *names = g_string_new(NULL);
    for (const Edition *edition = editions; edition->name != NULL; edition++) {
        if (names->len > 0)
            g_string_append(names, edition[1].name == NULL ? last_separator : ", ");
        g_string_append(names, edition->name);
    }
    return g_string_free(names, FALSE);
}

/* The division that reference/ has tiles for: that of 2023, which holds until further mergers. */
#define TILE_DIVISION 2023

/* The context owns its parts; its readers see them as const. */
typedef struct {
    EditionContext context;
    AreaRegister *areas;
    Codes *codes;
    MeasureList *measures;
    Texts *texts;
    PeerRule *peers;
    TilePlan *tiles;
    BoundaryDivision *division;
} OwnedContext;

static gboolean load_parts(OwnedContext *owned, const char *publication, Language language,
                           GError **error)
{
    return (owned->context.areas != NULL ||
            (owned->context.areas = owned->areas = area_register_load(error)) != NULL) &&
           (owned->codes = codes_load(error)) != NULL &&
           (owned->measures = measure_list_load(error)) != NULL &&
           (owned->texts = texts_load(language, error)) != NULL &&
           (owned->peers = peer_rule_load(owned->context.areas, error)) != NULL &&
           (owned->tiles = tile_plan_load(TILE_DIVISION, error)) != NULL &&
           (owned->context.publication =
                publication_open(publication, owned->context.areas, error)) != NULL &&
           (owned->context.engine = text_engine_new(error)) != NULL;
}

EditionContext *edition_context_new(const char *publication, Language language, Period period,
                                    GError **error)
{
    return edition_context_new_sharing(NULL, publication, language, period, error);
}

EditionContext *edition_context_new_sharing(const AreaRegister *areas, const char *publication,
                                            Language language, Period period, GError **error)
{
    OwnedContext *owned = g_new0(OwnedContext, 1);
    g_autoptr(EditionContext) context = &owned->context;
    context->areas = areas;
    if (!load_parts(owned, publication, language, error))
        return NULL;
    context->codes = owned->codes;
    context->measures = owned->measures;
    context->texts = owned->texts;
    context->peers = owned->peers;
    context->tiles = owned->tiles;
    context->period =
        period.kind == PERIOD_NONE ? publication_period(context->publication) : period;
    return g_steal_pointer(&context);
}

void edition_context_set_boundaries(EditionContext *context, const Boundaries *boundaries,
                                    const char *source)
{
    OwnedContext *owned = (OwnedContext *)context;
    g_clear_pointer(&owned->division, boundary_division_free);
    context->boundaries = boundaries;
    context->boundaries_source = source;
    if (boundaries != NULL)
        owned->division = boundary_division_new(boundaries, context->areas,
                                                publication_division(context->publication));
    context->division = owned->division;
}

void edition_context_free(EditionContext *context)
{
    OwnedContext *owned = (OwnedContext *)context;
    g_clear_pointer(&context->engine, text_engine_free);
    g_clear_pointer(&context->publication, publication_close);
    g_clear_pointer(&owned->division, boundary_division_free);
    g_clear_pointer(&owned->tiles, tile_plan_free);
    g_clear_pointer(&owned->peers, peer_rule_free);
    g_clear_pointer(&owned->texts, texts_free);
    g_clear_pointer(&owned->measures, measure_list_free);
    g_clear_pointer(&owned->codes, codes_free);
    g_clear_pointer(&owned->areas, area_register_free);
    g_free(owned);
}

gboolean edition_render(const Edition *edition, const EditionContext *context, AreaId area,
                        const char *path, GPtrArray *records, GError **error)
{
    g_autoptr(Writer) writer = writer_new(context, area);
    edition->compose(writer);
    if (!publication_check(writer->publication, error) ||
        !document_write(writer->document, path, error))
        return FALSE;
    if (records != NULL)
        writer_take_records(writer, records);
    return TRUE;
}
