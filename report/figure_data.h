#pragma once

#include "core/format.h"
#include "core/state.h"

/* The numbers behind a figure or table: typed columns with rows of values and kinds of empty. A
 * chart, map or table makes them from the very values it draws, so that file, drawing and sentence
 * agree by construction.
 *
 *     FigureData *data = figure_data_new(LANGUAGE_NL);
 *     figure_data_add(data, FIGURE_PERIOD);
 *     figure_data_add(data, FIGURE_VALUE);
 *     figure_data_begin_row(data);
 *     figure_data_text(data, "2024");
 *     figure_data_number(data, 31);
 */
typedef struct FigureData FigureData;

typedef enum { FIGURE_TEXT, FIGURE_NUMBER, FIGURE_BOOLEAN } FigureType;

typedef struct {
    char *key;   /* name in files: "ondergrens"; unique in the data */
    char *title; /* for readers, in the language of the report: "Ondergrens" */
    FigureType type;
} FigureColumn;

typedef enum {
    FIGURE_CELL_EMPTY,
    FIGURE_CELL_TEXT,
    FIGURE_CELL_NUMBER,
    FIGURE_CELL_STATE
} FigureCellKind;

typedef struct {
    FigureCellKind kind;
    CellState state;
    double number;
    char *text;
} FigureCell;

/* Columns that many figures have; keys and titles are fixed. */
typedef enum {
    FIGURE_AREA,
    FIGURE_AREA_NAME,
    FIGURE_TITLE,
    FIGURE_PERIOD,
    FIGURE_SERIES,
    FIGURE_NAME,
    FIGURE_GROUP,
    FIGURE_ROLE,
    FIGURE_VALUE,
    FIGURE_LOWER,
    FIGURE_UPPER,
    FIGURE_PROVISIONAL, /* 0 or 1, of the row */
    FIGURE_EXPECTED,
    FIGURE_COMPARED,
    FIGURE_N_STANDARD
} FigureStandard;

/* Returns (transfer full). */
FigureData *figure_data_new(Language language);
void figure_data_free(FigureData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FigureData, figure_data_free)

void figure_data_add(FigureData *data, FigureStandard column);
/* key: NULL makes one from the title ("2024 N" -> "2024_n"). A key that is there already gets a
 * number behind it. */
void figure_data_add_column(FigureData *data, FigureType type, const char *key, const char *title);

/* Rows that follow are the same in the reports about all areas (the map of the land in the report
 * about one gemeente): a file over all areas holds them once. Off by default. */
void figure_data_set_common(FigureData *data, gboolean common);
/* Cells that a row lacks at its end are empty. */
void figure_data_begin_row(FigureData *data);
void figure_data_text(FigureData *data, const char *text); /* NULL: empty */
void figure_data_number(FigureData *data, double number);  /* NaN: empty */
void figure_data_boolean(FigureData *data, gboolean value);
void figure_data_state(FigureData *data, CellState state);
/* The number when the state is STATE_VALUE, else the state. */
void figure_data_number_or_state(FigureData *data, double number, CellState state);

Language figure_data_language(const FigureData *data);
guint figure_data_n_columns(const FigureData *data);
/* The column becomes text: its type differs from one report to the next. */
void figure_data_make_text(FigureData *data, guint column);
guint figure_data_n_rows(const FigureData *data);
const FigureColumn *figure_data_column(const FigureData *data, guint column);
/* Position of a key, or -1. */
int figure_data_find(const FigureData *data, const char *key);
const FigureCell *figure_data_cell(const FigureData *data, guint row, guint column);
gboolean figure_data_is_common(const FigureData *data, guint row);
/* What a standard column means, for the description of a file; NULL for other keys. */
const char *figure_data_meaning(const char *key, Language language);

/* The data of one figure or table of a report, with what stands around it on the page. */
typedef struct {
    char *name;     /* "waar.kaart": stable over editions of other years; the name of the file */
    char *label;    /* "Figuur 3.1"; "" when unnumbered */
    char *title;    /* plain text */
    char *subtitle; /* unit and period, plain text; "" when there is none */
    char *source;   /* "Bron: …", plain text; "" when there is none */
    FigureData *data;
} FigureRecord;

void figure_record_free(FigureRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FigureRecord, figure_record_free)
