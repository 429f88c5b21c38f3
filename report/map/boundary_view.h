#pragma once

#include "report/map/boundaries_private.h"
#include "report/pdf/canvas.h"

/* A part of the country in a frame on the page: what falls outside is cut off, points that the
 * scale does not show are left out, coordinates stand on halves of a point. */
typedef struct {
    double left, bottom, right, top; /* metres from the middle of the country */
} BoundaryExtent;

typedef struct {
    const Boundaries *boundaries;
    BoundaryExtent extent;
    double x, y, width, height; /* the frame, points */
    double scale;               /* points per metre */
    double least;               /* square metres: lighter points are left out */
} BoundaryView;

/* A point is drawn when the triangle that it makes with its neighbours is at least this large on
 * the page, square points: a dent of half a point on a side of nine. */
#define BOUNDARY_LEAST_TRIANGLE 2.2
/* Islands smaller than this are left out, square points; never the largest part of a gemeente. */
#define BOUNDARY_LEAST_ISLAND 0.5

/* The smallest extent around another that has the shape of the frame. */
BoundaryView boundary_view_new(const Boundaries *boundaries, const BoundaryExtent *extent, double x,
                               double y, double width, double height);
CanvasPoint boundary_view_point(const BoundaryView *view, double east, double north);
gboolean boundary_view_has(const BoundaryView *view, double east, double north);

BoundaryExtent boundary_extent_none(void);
/* Grows by an area of the file. */
void boundary_extent_add_area(BoundaryExtent *extent, const Boundaries *boundaries, guint area);
/* Middle of the largest part of an area (centroid; metres from the middle of the country). */
RdPoint boundary_area_middle(const Boundaries *boundaries, guint area);

/* Adds the rings of an area to the path in hand; FALSE when none of it is in view. */
gboolean boundary_view_trace_area(const BoundaryView *view, Canvas *canvas, guint area);
gboolean boundary_view_has_arc(const BoundaryView *view, guint arc);
/* Adds arcs that follow each other (~arc: backwards) to the path in hand, as one open line. */
void boundary_view_trace_line(const BoundaryView *view, Canvas *canvas, guint n,
                              const gint32 *references);
/* Whether the arc is the shore of an island that is too small to show. */
gboolean boundary_view_shows_ring(const BoundaryView *view, const BoundaryArea *area, guint ring);
