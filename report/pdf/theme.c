#include "report/pdf/theme.h"

#include <math.h>

#define RGB(hex)                                                                                   \
    {                                                                                              \
        (double)(((hex) >> 16) & 0xff) / 255.0, (double)(((hex) >> 8) & 0xff) / 255.0,             \
            (double)((hex)&0xff) / 255.0                                                           \
    }

static const ThemeColour colours[N_COLOURS] = {
    [COLOUR_INK] = RGB(0x1b2430),          [COLOUR_GREY] = RGB(0x5a6673),
    [COLOUR_LIGHT_GREY] = RGB(0x8b96a1),   [COLOUR_HAIRLINE] = RGB(0xd7dce1),
    [COLOUR_PANEL] = RGB(0xf3f5f7),        [COLOUR_WHITE] = RGB(0xffffff),
    [COLOUR_REGISTERED] = RGB(0x1f3f66),   [COLOUR_REGISTERED_BAND] = RGB(0xe6eaf0),
    [COLOUR_ESTIMATED] = RGB(0xb0611a),    [COLOUR_ESTIMATED_BAND] = RGB(0xf3e6da),
    [COLOUR_TEAL] = RGB(0x2b7a83),         [COLOUR_PURPLE] = RGB(0x6a4f93),
    [COLOUR_MAP_1] = RGB(0xeef1f4),        [COLOUR_MAP_2] = RGB(0xc9d5e3),
    [COLOUR_MAP_3] = RGB(0x8fa9c6),        [COLOUR_MAP_4] = RGB(0x4d749f),
    [COLOUR_MAP_5] = RGB(0x1f3f66),        [COLOUR_FUNNEL_OUTER] = RGB(0xf1f2f4),
    [COLOUR_FUNNEL_INNER] = RGB(0xe0e3e6),
};

static const ThemeStyle styles[N_STYLES] = {
    [STYLE_COVER] = {34, GRID_UNITS(12), WEIGHT_STRONG, 1, 0, -0.3, COLOUR_INK},
    [STYLE_TITLE] = {23, GRID_UNITS(8), WEIGHT_STRONG, 1, 0, -0.1, COLOUR_INK},
    [STYLE_CHAPTER] = {17, GRID_UNITS(6), WEIGHT_STRONG, 1, 0, 0, COLOUR_INK},
    [STYLE_SECTION] = {13, GRID_UNITS(5), WEIGHT_STRONG, 1, 0, 0.1, COLOUR_INK},
    [STYLE_SUBSECTION] = {9.4, GRID_UNITS(4), WEIGHT_STRONG, 0, 0, 0, COLOUR_INK},
    [STYLE_SUBTITLE] = {11, GRID_UNITS(5), WEIGHT_REGULAR, 0, 0, 0, COLOUR_GREY},
    [STYLE_LEAD] = {11, GRID_UNITS(5), WEIGHT_REGULAR, 0, 0, 0, COLOUR_INK},
    [STYLE_TEXT] = {9.4, GRID_UNITS(4), WEIGHT_REGULAR, 0, 0, 0, COLOUR_INK},
    [STYLE_FIGURE_TITLE] = {9.4, GRID_UNITS(4), WEIGHT_STRONG, 0, 0, 0, COLOUR_INK},
    [STYLE_CAPTION] = {8, GRID_UNITS(3), WEIGHT_REGULAR, 0, 0, 0, COLOUR_GREY},
    [STYLE_SOURCE] = {7.2, GRID_UNITS(3), WEIGHT_REGULAR, 0, 0, 0, COLOUR_GREY},
    [STYLE_RUNNING] = {7.2, 10, WEIGHT_REGULAR, 0, 0, 0, COLOUR_GREY},
    [STYLE_TABLE] = {8.4, GRID_UNITS(3), WEIGHT_REGULAR, 0, 1, 0, COLOUR_INK},
    [STYLE_TABLE_STRONG] = {8.4, GRID_UNITS(3), WEIGHT_STRONG, 0, 1, 0, COLOUR_INK},
    [STYLE_LABEL] = {7.2, 9.4, WEIGHT_REGULAR, 0, 1, 0, COLOUR_GREY},
    [STYLE_LABEL_STRONG] = {7.2, 9.4, WEIGHT_STRONG, 0, 1, 0, COLOUR_INK},
    [STYLE_LABEL_SMALL] = {6.4, 8.4, WEIGHT_REGULAR, 0, 1, 0, COLOUR_GREY},
    [STYLE_KEY_NUMBER] = {27, GRID_UNITS(10), WEIGHT_LIGHT, 1, 0, 0, COLOUR_INK},
    [STYLE_KEY_WORDS] = {14, GRID_UNITS(5), WEIGHT_LIGHT, 1, 0, 0, COLOUR_INK},
    [STYLE_KEY_TEXT] = {8, GRID_UNITS(3), WEIGHT_REGULAR, 0, 0, 0, COLOUR_GREY},
    [STYLE_BADGE] = {6.8, 9, WEIGHT_STRONG, 0, 0, 0.5, COLOUR_ESTIMATED},
    [STYLE_CONTENTS] = {9.4, GRID_UNITS(4), WEIGHT_REGULAR, 0, 1, 0, COLOUR_INK},
    [STYLE_CONTENTS_TOP] = {9.4, GRID_UNITS(4), WEIGHT_STRONG, 0, 1, 0, COLOUR_INK},
};

ThemeColour theme_colour(ColourName name)
{
    return colours[name];
}

const ThemeStyle *theme_style(TextStyle style)
{
    return &styles[style];
}

/* Sums of units are not exact in binary. */
#define GRID_SLACK 1e-6

double grid_nearest(double height)
{
    return floor(height / GRID_UNIT + 0.5) * GRID_UNIT;
}

double grid_within(double height)
{
    return floor(height / GRID_UNIT + GRID_SLACK) * GRID_UNIT;
}

int grid_holds(double height)
{
    return fabs(height - grid_nearest(height)) < GRID_SLACK;
}
