#include "core/csv_separator.h"

#include <string.h>

#define SAMPLE_LINES 20

static gboolean is_blank(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isspace(text[i]))
            return FALSE;
    return TRUE;
}

/* Counts `separator` outside quotes. */
static gsize count_separators(const TextLine *line, char separator)
{
    gsize n = 0;
    gboolean quoted = FALSE;
    for (gsize i = 0; i < line->length; i++) {
        if (line->text[i] == '"')
            quoted = !quoted;
        else if (!quoted && line->text[i] == separator)
            n++;
    }
    return n;
}

/* Separators in the first line, times the number of lines that have as many. */
static gsize score_separator(TextSource *source, gsize max_bytes, char separator, GError **error)
{
    gsize offset = 0;
    gsize in_header = 0;
    gsize agreeing = 0;
    TextLine line;
    for (int i = 0; i < SAMPLE_LINES && offset < max_bytes; i++) {
        if (!text_source_line(source, offset, max_bytes - offset, &line, error))
            break;
        offset += line.length;
        if (is_blank(line.text, line.length))
            continue;
        gsize n = count_separators(&line, separator);
        if (agreeing == 0)
            in_header = n;
        agreeing += n == in_header;
    }
    return in_header * agreeing;
}

static gboolean states_separator(const TextLine *line)
{
    static const char known[] = {';', ',', '\t', '|'};
    return line->length >= 5 && g_ascii_strncasecmp(line->text, "sep=", 4) == 0 &&
           memchr(known, line->text[4], sizeof known) != NULL &&
           is_blank(line->text + 5, line->length - 5);
}

char csv_separator_find(TextSource *source, gsize max_bytes, gboolean *stated, GError **error)
{
    TextLine line;
    GError *failure = NULL;
    char best = ';';
    *stated = text_source_line(source, 0, max_bytes, &line, &failure) && states_separator(&line);
    if (*stated) {
        best = line.text[4];
        text_source_advance(source, line.length);
        return best;
    }
    gsize best_score = 0;
    for (const char *candidate = ";,\t"; *candidate != '\0' && failure == NULL; candidate++) {
        gsize score = score_separator(source, max_bytes, *candidate, &failure);
        if (score > best_score) {
            best_score = score;
            best = *candidate;
        }
    }
    if (failure == NULL)
        return best;
    g_propagate_error(error, failure);
    return '\0';
}
