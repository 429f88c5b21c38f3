#pragma once

#include "stats/mse/table_read.h"

#include <check.h>
#include <csv.h>
#include <math.h>
#include <string.h>

/* The tables of data-samples/mse and the reference results beside this file. Tests run from the top
 * of the tree. */

static inline MseTable *sample_table(const char *name, const char *const *covariates)
{
    g_autofree char *path = g_strdup_printf("data-samples/mse/%s.csv", name);
    MseReadOptions options = {.covariates = covariates};
    g_autoptr(GError) error = NULL;
    MseTable *table = mse_table_read(path, &options, &error);
    ck_assert_msg(table != NULL, "%s", error != NULL ? error->message : "");
    return table;
}

typedef struct {
    char *dataset, *method, *model;
    double estimate, se, level, low, high, ci_estimate, deviance, df, aic, bic;
    char *ci_method;
} ReferenceRow;

typedef struct {
    GPtrArray *fields;
    GPtrArray *rows;
} ReferenceReader;

static inline double reference_number(const GPtrArray *fields, guint column)
{
    const char *text = g_ptr_array_index(fields, column);
    return text[0] == '\0' ? NAN : g_ascii_strtod(text, NULL);
}

static inline void reference_field(void *bytes, size_t length, void *data)
{
    ReferenceReader *reader = data;
    g_ptr_array_add(reader->fields, g_strndup(bytes, length));
}

static inline void reference_row(int terminator, void *data)
{
    (void)terminator;
    ReferenceReader *reader = data;
    GPtrArray *fields = reader->fields;
    ReferenceRow *row = g_new0(ReferenceRow, 1);
    row->dataset = g_strdup(g_ptr_array_index(fields, 0));
    row->method = g_strdup(g_ptr_array_index(fields, 1));
    row->model = g_strdup(g_ptr_array_index(fields, 2));
    row->estimate = reference_number(fields, 4);
    row->se = reference_number(fields, 5);
    row->level = reference_number(fields, 6);
    row->ci_method = g_strdup(g_ptr_array_index(fields, 7));
    row->low = reference_number(fields, 8);
    row->high = reference_number(fields, 9);
    row->ci_estimate = reference_number(fields, 10);
    row->deviance = reference_number(fields, 11);
    row->df = reference_number(fields, 12);
    row->aic = reference_number(fields, 13);
    row->bic = reference_number(fields, 14);
    g_ptr_array_add(reader->rows, row);
    g_ptr_array_set_size(fields, 0);
}

static inline void reference_row_free(gpointer data)
{
    ReferenceRow *row = data;
    g_free(row->dataset);
    g_free(row->method);
    g_free(row->model);
    g_free(row->ci_method);
    g_free(row);
}

/* All rows, the header left out. */
static inline GPtrArray *reference_rows(void)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    ck_assert(g_file_get_contents("tests/stats/mse/reference-results.csv", &text, &length, NULL));
    ReferenceReader reader = {.fields = g_ptr_array_new_with_free_func(g_free),
                              .rows = g_ptr_array_new_with_free_func(reference_row_free)};
    struct csv_parser parser;
    csv_init(&parser, 0);
    ck_assert_uint_eq(csv_parse(&parser, text, length, reference_field, reference_row, &reader),
                      length);
    csv_fini(&parser, reference_field, reference_row, &reader);
    csv_free(&parser);
    g_ptr_array_unref(reader.fields);
    g_ptr_array_remove_index(reader.rows, 0);
    return reader.rows;
}

#define ck_assert_close(actual, expected, relative)                                                \
    ck_assert_msg(fabs((actual) - (expected)) <= (relative)*fabs(expected),                        \
                  "%s is %.12g, not %.12g", #actual, (double)(actual), (double)(expected))
