#pragma once

#include "core/database.h"
#include "core/period.h"
#include "core/state.h"
#include "stats/counts/cube.h"

/* Writes cells into the publication, with the exact Poisson limits of every value. */
typedef struct CellWriter CellWriter;

typedef struct {
    const char *measure;
    const char *dimension;
    const char *category;
    const char *period; /* code */
    const char *area;   /* code */
    CellState state;
    gint64 value;
    gint64 denominator; /* inhabitants x years; 0: no rate */
    gboolean estimated;
    gboolean provisional;
} CellRow;

/* publication is borrowed.  Returns (transfer full). */
CellWriter *cell_writer_new(Database *publication, GError **error);
void cell_writer_free(CellWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CellWriter, cell_writer_free)

/* A cell that is there already is replaced. Without a value nothing but the state is written. */
gboolean cell_writer_add(CellWriter *writer, const CellRow *row, GError **error);
/* All published cells of a protected cube, in the order of the table's key. Rates for totals of
 * measures that have one, through core/quantity. */
gboolean cell_writer_add_cube(CellWriter *writer, const Cube *cube, GError **error);
gint64 cell_writer_n_cells(const CellWriter *writer);
gint64 cell_writer_n_provisional(const CellWriter *writer);
