#include "core/csv_write.h"

#include <csv.h>
#include <math.h>
#include <string.h>

#define CSV_WRITE_SEPARATOR ';'

struct CsvWriter {
    GString *content;
    guint n_columns;
    guint column;
    gint64 n_rows;
};

static void end_line(CsvWriter *writer)
{
    g_assert(writer->column == writer->n_columns);
    g_string_append_c(writer->content, '\n');
    writer->column = 0;
}

CsvWriter *csv_writer_new(const char *const *header)
{
    CsvWriter *writer = g_new0(CsvWriter, 1);
    writer->content = g_string_new(NULL);
    writer->n_columns = g_strv_length((char **)header);
    for (guint i = 0; i < writer->n_columns; i++)
        csv_writer_text(writer, header[i]);
    end_line(writer);
    return writer;
}

void csv_writer_free(CsvWriter *writer)
{
    g_string_free(writer->content, TRUE);
    g_free(writer);
}

static void begin_field(CsvWriter *writer)
{
    if (writer->column++ > 0)
        g_string_append_c(writer->content, CSV_WRITE_SEPARATOR);
}

static gboolean needs_quotes(const char *text)
{
    return strpbrk(text, "\";\r\n") != NULL || g_ascii_isspace(text[0]) ||
           (*text != '\0' && g_ascii_isspace(text[strlen(text) - 1]));
}

void csv_writer_text(CsvWriter *writer, const char *text)
{
    begin_field(writer);
    if (text == NULL)
        return;
    if (!needs_quotes(text)) {
        g_string_append(writer->content, text);
        return;
    }
    gsize length = strlen(text);
    gsize quoted = csv_write(NULL, 0, text, length);
    gsize start = writer->content->len;
    g_string_set_size(writer->content, start + quoted);
    csv_write(writer->content->str + start, quoted, text, length);
}

void csv_writer_integer(CsvWriter *writer, gint64 value)
{
    begin_field(writer);
    g_string_append_printf(writer->content, "%" G_GINT64_FORMAT, value);
}

void csv_writer_number(CsvWriter *writer, double value)
{
    begin_field(writer);
    if (isnan(value))
        return;
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    for (int digits = 6; digits <= 17; digits++) {
        char format[8];
        g_snprintf(format, sizeof format, "%%.%dg", digits);
        g_ascii_formatd(text, sizeof text, format, value);
        if (g_ascii_strtod(text, NULL) == value)
            break;
    }
    g_string_append(writer->content, text);
}

void csv_writer_end_row(CsvWriter *writer)
{
    end_line(writer);
    writer->n_rows++;
}

gint64 csv_writer_n_rows(const CsvWriter *writer)
{
    return writer->n_rows;
}

const GString *csv_writer_content(const CsvWriter *writer)
{
    return writer->content;
}
