#pragma once

#include <glib.h>

/* A point in the system of the Rijksdriehoeksmeting (RD New, EPSG:28992): metres east and north. */
typedef struct {
    double x, y;
} RdPoint;

/* From degrees WGS84 (ETRS89) to RD, on land in the European Netherlands.
 *
 * Series of powers around Amersfoort; exact to about 0.25 m on land, far below the width of a
 * line on a map. Source: F.H. Schreutelkamp and G.L. Strang van Hees, "Benaderingsformules voor de
 * transformatie tussen RD- en WGS84-kaartcoordinaten", Geodesia 2001-2. PROJ without the grid of
 * RDNAPTRANS is no more exact (it puts Amersfoort at 155000.19, 463000.23) and costs every worker
 * 18 MB: docs/formats/boundaries.md. Always finite for finite input; cost: some 40 products. */
RdPoint rd_from_degrees(double longitude, double latitude);
