#include "report/edition/writer.h"

#include <math.h>
#include <string.h>

/* No more years than the live series has. */
static guint series_years(const Writer *writer)
{
    const char *first = publication_meta(writer->publication, "first_year");
    gint64 first_year = first != NULL ? g_ascii_strtoll(first, NULL, 10) : 0;
    gint64 years = first_year > 0 ? writer->year.year - first_year + 1 : WRITER_SERIES_YEARS;
    return (guint)CLAMP(years, 1, WRITER_SERIES_YEARS);
}

Writer *writer_new(const EditionContext *context, AreaId area)
{
    Writer *writer = g_new0(Writer, 1);
    writer->context = context;
    writer->publication = context->publication;
    writer->areas = context->areas;
    writer->language = texts_language(context->texts);
    writer->land = area_find_code(context->areas, "NL01");
    writer->area = area == AREA_NONE ? writer->land : area;
    writer->year = period_year(context->period.year);
    if (context->period.kind == PERIOD_QUARTER)
        writer->quarter = context->period;
    writer->window = period_compare(context->period, publication_period(context->publication)) == 0
                         ? publication_window(context->publication)
                         : period_window(context->period.year, 5);
    writer->series_years = series_years(writer);
    writer->terms = terms_new(context->texts);
    writer->sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    writer->strings = g_string_chunk_new(4096);
    writer->numbers = writer_numbers_new();
    return writer;
}

void writer_free(Writer *writer)
{
    g_clear_pointer(&writer->document, document_free);
    terms_free(writer->terms);
    g_hash_table_unref(writer->sources);
    writer_numbers_free(writer->numbers);
    g_string_chunk_free(writer->strings);
    g_free(writer);
}

void writer_take_records(Writer *writer, GPtrArray *records)
{
    FigureRecord *numbers = writer_numbers_record(writer->numbers, writer->language);
    g_ptr_array_extend_and_steal(records, document_take_data(writer->document));
    if (numbers != NULL)
        g_ptr_array_add(records, numbers);
}

/* --- texts */

const char *writer_keep(Writer *writer, char *text)
{
    const char *kept = g_string_chunk_insert(writer->strings, text);
    g_free(text);
    return kept;
}

/* A text with its values filled in; numbers among them go to the open data. Returns (transfer
 * full). */
static char *fill(Writer *writer, const char *key, va_list pairs)
{
    va_list again;
    va_copy(again, pairs);
    writer_numbers_said(writer->numbers, key, again);
    va_end(again);
    char *text = texts_fill_list(writer->context->texts, key, pairs);
    terms_see(writer->terms, text);
    return text;
}

const char *writer_say_pairs(Writer *writer, const char *key, ...)
{
    va_list pairs;
    va_start(pairs, key);
    char *text = fill(writer, key, pairs);
    va_end(pairs);
    return writer_keep(writer, text);
}

/* The variant of a text for a number. */
static char *number_key(const Texts *texts, const char *key, gint64 n)
{
    g_autofree char *none = g_strconcat(key, "-geen", NULL);
    if (n == 0 && texts_lookup(texts, none) != NULL)
        return g_steal_pointer(&none);
    return g_strconcat(key, n == 1 ? "-een" : "-meer", NULL);
}

const char *writer_say_count_pairs(Writer *writer, const char *key, gint64 n, ...)
{
    g_autofree char *chosen = number_key(writer->context->texts, key, n);
    va_list pairs;
    va_start(pairs, n);
    char *text = fill(writer, chosen, pairs);
    va_end(pairs);
    return writer_keep(writer, text);
}

void writer_paragraph_pairs(Writer *writer, const char *key, ...)
{
    va_list pairs;
    va_start(pairs, key);
    g_autofree char *text = fill(writer, key, pairs);
    va_end(pairs);
    flow_paragraph(writer->flow, text);
}

void writer_introduction_pairs(Writer *writer, const char *key, ...)
{
    va_list pairs;
    va_start(pairs, key);
    g_autofree char *text = fill(writer, key, pairs);
    va_end(pairs);
    flow_paragraph(writer->flow, text);
    flow_keep_with_next(writer->flow);
}

const char *writer_join_pairs(Writer *writer, const char *first, ...)
{
    GString *joined = g_string_new(first);
    va_list rest;
    va_start(rest, first);
    for (const char *next = va_arg(rest, const char *); next != NULL;
         next = va_arg(rest, const char *))
        if (*next != '\0') {
            if (joined->len > 0)
                g_string_append_c(joined, ' ');
            g_string_append(joined, next);
        }
    va_end(rest);
    return writer_keep(writer, g_string_free(joined, FALSE));
}

const char *writer_code_name(Writer *writer, const char *dimension, const char *category)
{
    return codes_name(writer->context->codes, dimension, category, writer->language);
}

const char *writer_code_in_sentence(Writer *writer, const char *dimension, const char *category)
{
    g_autofree char *key = g_strdup_printf("in-zin.%s-%s", dimension, category);
    const char *own = texts_lookup(writer->context->texts, key);
    if (own != NULL)
        return own;
    const char *name = writer_code_name(writer, dimension, category);
    const char *rest = g_utf8_next_char(name);
    g_autofree char *first = g_utf8_strdown(name, (gssize)(rest - name));
    return writer_keep(writer, g_strconcat(first, rest, NULL));
}

const char *writer_area(Writer *writer, AreaId area)
{
    if (area == writer->land)
        return texts_get(writer->context->texts, "algemeen.land");
    return writer_keep(writer, inline_escape(area_name(writer->areas, area)));
}

const char *writer_measure(Writer *writer, const char *measure)
{
    const Measure *found = measure_find(writer->context->measures, measure);
    return found == NULL ? measure : measure_name(found, writer->language);
}

/* --- numbers */

const char *writer_count(Writer *writer, gint64 value)
{
    return writer_numbers_note(writer->numbers,
                               writer_keep(writer, format_count(value, writer->language)),
                               (double)value, NAN);
}

const char *writer_decimal(Writer *writer, double value, int decimals)
{
    return writer_numbers_note(
        writer->numbers, writer_keep(writer, format_decimal(value, decimals, writer->language)),
        value, NAN);
}

const char *writer_share(Writer *writer, gint64 part, gint64 whole)
{
    return writer_numbers_note(writer->numbers,
                               writer_keep(writer, format_share(part, whole, writer->language)),
                               whole > 0 ? (double)share_percent(part, whole) : NAN, NAN);
}

const char *writer_range(Writer *writer, double lower, double upper, int decimals)
{
    return writer_numbers_note(
        writer->numbers,
        writer_keep(writer, format_range(lower, upper, decimals, writer->language)), lower, upper);
}

const char *writer_rounded(Writer *writer, double value)
{
    return writer_numbers_note(
        writer->numbers, writer_keep(writer, format_rounded(value, writer->language)), value, NAN);
}

const char *writer_period(Writer *writer, Period period)
{
    return writer_keep(writer, format_period(period, writer->language));
}

const char *writer_short_period(Writer *writer, Period period)
{
    if (period.kind != PERIOD_QUARTER)
        return writer_period(writer, period);
    return writer_say(writer, "kwartaalblad.kort", "n", writer_count(writer, period.number), "jaar",
                      writer_year(writer, period.year));
}

const char *writer_axis_period(Writer *writer, Period period)
{
    if (period.kind != PERIOD_QUARTER)
        return writer_period(writer, period);
    g_autofree char *short_year = g_strdup_printf("%02d", period.year % 100);
    return writer_say(writer, "kwartaalblad.kort-as", "n", writer_count(writer, period.number),
                      "jj", short_year);
}

const char *writer_year(Writer *writer, int year)
{
    return writer_period(writer, period_year(year));
}

const char *writer_day(Writer *writer, Day day)
{
    return writer_keep(writer, format_day(day, writer->language));
}

const char *writer_short_day(Writer *writer, Day day)
{
    int year, month, day_of_month;
    day_to_ymd(day, &year, &month, &day_of_month);
    return writer_keep(writer, g_strdup_printf("%02d-%02d-%04d", day_of_month, month, year));
}

const char *writer_list(Writer *writer, const GPtrArray *words)
{
    const char *list = writer_keep(
        writer, format_list((const char *const *)words->pdata, words->len, writer->language));
    return writer_numbers_list(writer->numbers, list, words);
}

/* --- the document */

static gboolean any_provisional(const Writer *writer)
{
    static const char *const measures[] = {"gemelde_personen", "om_ingeschreven",
                                           "politie_signalen"};
    for (gsize i = 0; i < G_N_ELEMENTS(measures); i++)
        if (publication_total(writer->publication, measures[i], writer->land, writer->year)
                .provisional)
            return TRUE;
    return FALSE;
}

static const char *mark_text(Writer *writer, const char *prefix)
{
    g_autofree char *key = g_strconcat(prefix, writer->context->mark, NULL);
    return writer_say(writer, key);
}

/* "Peildatum 1 maart 2025 · voorlopige cijfers · fictieve gegevens". */
static const char *foot_line(Writer *writer)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    if (writer->context->mark != NULL)
        g_ptr_array_add(parts, (gpointer)mark_text(writer, "pagina.voet-"));
    Day day = publication_peildatum(writer->publication, NULL);
    if (day != DAY_NONE)
        g_ptr_array_add(
            parts, (gpointer)writer_say(writer, "voet.peildatum", "dag", writer_day(writer, day)));
    if (writer->quarter.kind == PERIOD_QUARTER || any_provisional(writer))
        g_ptr_array_add(parts, (gpointer)writer_say(writer, "voet.voorlopig"));
    if (publication_is_synthetic(writer->publication))
        g_ptr_array_add(parts, (gpointer)writer_say(writer, "voet.fictief"));
    g_ptr_array_add(parts, NULL);
    return writer_keep(writer, g_strjoinv(" · ", (char **)parts->pdata));
}

/* Days from 1 January 1970 to a day, in seconds. */
static gint64 seconds_since_1970(Day day)
{
    return (gint64)(day - day_from_ymd(1970, 1, 1)) * 86400;
}

void writer_open(Writer *writer, const WriterTitle *title)
{
    Day day = publication_peildatum(writer->publication, NULL);
    DocumentInfo info = {
        .title = title->title,
        .author = writer_say(writer, "algemeen.maker"),
        .subject = title->subject,
        .language = writer->language,
        .created = seconds_since_1970(day == DAY_NONE ? day_of_run() : day),
        .head_left = title->head_left,
        .head_right = title->head_right,
        .head_chapter = TRUE,
        .foot = foot_line(writer),
        .numbered = TRUE,
        .watermark = writer->context->mark != NULL ? mark_text(writer, "pagina.merk-") : NULL,
        .chapter_on_new_page = title->chapter_on_new_page,
        .data_folder = writer->context->data_folder};
    writer->document = document_new(writer->context->engine, &info);
    writer->flow = document_flow(writer->document);
}
