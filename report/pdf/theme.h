#pragma once

/* Colours, type scale and measures of a page: everything that decides how a report looks.
 *
 * Colours are distinct for colour-blind readers and in grey, and none means good or bad: registered
 * figures are blue and solid, estimates are ochre with open marks and dashed rules. All measures
 * are points (1/72 inch). */

typedef struct {
    double red, green, blue; /* 0-1 */
} ThemeColour;

typedef enum {
    COLOUR_INK,
    COLOUR_GREY,       /* secondary text; 5.9:1 on white */
    COLOUR_LIGHT_GREY, /* marks and open rings, never text */
    COLOUR_HAIRLINE,
    COLOUR_PANEL,
    COLOUR_WHITE,
    COLOUR_REGISTERED,
    COLOUR_REGISTERED_BAND,
    COLOUR_ESTIMATED,
    COLOUR_ESTIMATED_BAND,
    COLOUR_TEAL,
    COLOUR_PURPLE,
    COLOUR_MAP_1, /* five steps of blue, light to dark */
    COLOUR_MAP_2,
    COLOUR_MAP_3,
    COLOUR_MAP_4,
    COLOUR_MAP_5,
    COLOUR_FUNNEL_OUTER, /* between the 95 % and the 99.8 % limits */
    COLOUR_FUNNEL_INNER, /* within the 95 % limits */
    N_COLOURS
} ColourName;

typedef enum {
    STYLE_COVER,        /* 34/40.8 title on a cover */
    STYLE_TITLE,        /* 23/27.2 title of a document */
    STYLE_CHAPTER,      /* 17/20.4 */
    STYLE_SECTION,      /* 13/17 */
    STYLE_SUBSECTION,   /* 9.4/13.6 strong */
    STYLE_SUBTITLE,     /* 11/17 grey */
    STYLE_LEAD,         /* 11/17 */
    STYLE_TEXT,         /* 9.4/13.6 */
    STYLE_FIGURE_TITLE, /* 9.4/13.6 strong */
    STYLE_CAPTION,      /* 8/10.2 grey */
    STYLE_SOURCE,       /* 7.2/10.2 grey */
    STYLE_RUNNING,      /* 7.2/10 grey: head and foot */
    STYLE_TABLE,        /* 8.4/10.2, tabular figures */
    STYLE_TABLE_STRONG,
    STYLE_LABEL, /* 7.2/9, tabular figures: in charts */
    STYLE_LABEL_STRONG,
    STYLE_LABEL_SMALL,  /* 6.4/8 */
    STYLE_KEY_NUMBER,   /* 27/34 light */
    STYLE_KEY_WORDS,    /* 14/17 light: a key finding in words */
    STYLE_KEY_TEXT,     /* 8/10.2 grey, <b> in ink */
    STYLE_BADGE,        /* 6.8/9 strong, capitals, spaced */
    STYLE_CONTENTS,     /* 9.4/13.6 tabular: contents list */
    STYLE_CONTENTS_TOP, /* chapters in the contents list */
    N_STYLES
} TextStyle;

typedef enum { WEIGHT_LIGHT, WEIGHT_REGULAR, WEIGHT_STRONG } ThemeWeight;

typedef struct {
    double size, leading; /* points */
    ThemeWeight weight;
    int display;     /* cut for large sizes ("Inter Display") */
    int tabular;     /* figures of equal width */
    double tracking; /* extra space between letters, points */
    ColourName colour;
} ThemeStyle;

/* The baseline grid: a quarter of a line of text, from BODY_TOP down. Every line outside drawings
 * has its baseline on it: leadings, spaces and the rows of tables are whole units, so that four
 * lines of small print are as high as three of text. */
#define BODY_LEADING 13.6
#define GRID_UNIT (BODY_LEADING / 4)
#define GRID_UNITS(n) ((n)*GRID_UNIT)

#define PAGE_WIDTH 595.276 /* A4 */
#define PAGE_HEIGHT 841.89
#define MARGIN_SIDE 56.693 /* 20 mm */
#define HEAD_BASELINE 55.0
#define HEAD_RULE 65.5
#define BODY_TOP 90.0
#define BODY_BOTTOM (BODY_TOP + 51 * BODY_LEADING)
#define FOOT_RULE 801.5
#define FOOT_BASELINE 814.5
#define BODY_WIDTH (PAGE_WIDTH - 2 * MARGIN_SIDE)
/* A landscape page is the same sheet turned; margins and the distance of head and foot stay. */
#define LANDSCAPE_BODY_WIDTH (PAGE_HEIGHT - 2 * MARGIN_SIDE)
#define LANDSCAPE_BODY_BOTTOM (BODY_TOP + GRID_UNITS(131))
#define COLUMN_GAP 22.0
#define TEXT_MEASURE 464.0 /* at most about 95 characters of text a line */

#define RULE_HAIR 0.5
#define RULE_STRONG 0.9

ThemeColour theme_colour(ColourName name);
const ThemeStyle *theme_style(TextStyle style);

/* The whole number of grid units nearest to a height, points; the greatest within it. */
double grid_nearest(double height);
double grid_within(double height);
/* Whether a height is a whole number of units. */
int grid_holds(double height);
