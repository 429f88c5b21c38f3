/* Fuzz target of the delimited-file reader: no crash, and every line is counted once.
 * The first byte chooses the options. Built by `make fuzz`. */
#include "core/csv.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes);
int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes)
{
    if (n_bytes < 1)
        return 0;
    CsvOptions options = {.no_header = bytes[0] & 1,
                          .max_field_bytes = bytes[0] & 2 ? 16 : 0,
                          .max_row_bytes = bytes[0] & 4 ? 64 : 0,
                          .max_row_lines = bytes[0] & 8 ? 3 : 0,
                          .max_fields = bytes[0] & 16 ? 4 : 0};
    g_autoptr(CsvReader) reader =
        csv_reader_new_memory(bytes + 1, n_bytes - 1, "fuzz.csv", &options, NULL);
    if (reader == NULL)
        return 0;
    gint64 n_lines = csv_reader_n_lines(reader) - csv_reader_n_blank(reader);
    const CsvRow *row;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        n_lines += row->n_lines;
        g_autofree char *text = csv_reader_problem_text(reader, row);
        if (row->n_lines == 2 && (bytes[0] & 32) && csv_reader_take_back(reader))
            n_lines -= row->n_lines;
    }
    g_assert(n_lines + csv_reader_n_blank(reader) == csv_reader_n_lines(reader));
    g_assert(csv_reader_position(reader) == csv_reader_size(reader));
    return 0;
}
