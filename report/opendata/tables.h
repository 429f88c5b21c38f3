#pragma once

#include "report/opendata/resource.h"

/* The tables of the open data: a query on the publication database and the fields it gives, in
 * order. */
typedef struct {
    const char *name; /* NULL: given by the caller */
    const char *title;
    const char *query;
    const ResourceField *fields;
    int area_name_column; /* column whose area code is replaced by the area's name; -1: none */
} OpenTable;

/* All cells of the measure bound to ?1. */
extern const OpenTable open_observations;
/* The other tables, ended by one without a name. */
extern const OpenTable open_tables[];
