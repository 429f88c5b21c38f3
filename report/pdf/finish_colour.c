/* What the numbers of a colour mean: sRGB, as a profile made here from the published figures of the
 * standard, so that no profile of somebody else is needed. */
#include "report/pdf/finish_private.h"

#include <math.h>

typedef struct {
    double m[3][3];
} Matrix;

typedef struct {
    double v[3];
} Triple;

/* IEC 61966-2-1: chromaticities of the primaries and of D65. */
static const double primaries[3][2] = {{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}};
static const double white_d65[2] = {0.3127, 0.3290};
/* ICC.1:2010, 7.2.16: the white of the connection space, D50. */
static const Triple white_d50 = {{0.9642, 1.0, 0.8249}};
/* ICC.1:2010, annex E: cone responses of Bradford. */
static const Matrix bradford = {
    {{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}};

static Triple multiply(const Matrix *a, Triple x)
{
    Triple y;
    for (guint i = 0; i < 3; i++)
        y.v[i] = a->m[i][0] * x.v[0] + a->m[i][1] * x.v[1] + a->m[i][2] * x.v[2];
    return y;
}

static Matrix product(const Matrix *a, const Matrix *b)
{
    Matrix c;
    for (guint i = 0; i < 3; i++)
        for (guint j = 0; j < 3; j++)
            c.m[i][j] = a->m[i][0] * b->m[0][j] + a->m[i][1] * b->m[1][j] + a->m[i][2] * b->m[2][j];
    return c;
}

static double minor_of(const Matrix *a, guint row, guint column)
{
    guint r0 = (row + 1) % 3, r1 = (row + 2) % 3, c0 = (column + 1) % 3, c1 = (column + 2) % 3;
    return a->m[r0][c0] * a->m[r1][c1] - a->m[r0][c1] * a->m[r1][c0];
}

/* By cofactors: the matrices here are well conditioned. */
static Matrix inverse(const Matrix *a)
{
    Matrix b;
    double determinant = a->m[0][0] * minor_of(a, 0, 0) + a->m[0][1] * minor_of(a, 0, 1) +
                         a->m[0][2] * minor_of(a, 0, 2);
    for (guint i = 0; i < 3; i++)
        for (guint j = 0; j < 3; j++)
            b.m[i][j] = minor_of(a, j, i) / determinant;
    return b;
}

/* Of luminance 1. */
static Triple tristimulus(const double chromaticity[2])
{
    double x = chromaticity[0], y = chromaticity[1];
    return (Triple){{x / y, 1, (1 - x - y) / y}};
}

/* From D65 to D50, in the cone space of Bradford. */
static Matrix adaptation(void)
{
    Triple from = multiply(&bradford, tristimulus(white_d65)), to = multiply(&bradford, white_d50);
    Matrix scale = {
        {{to.v[0] / from.v[0], 0, 0}, {0, to.v[1] / from.v[1], 0}, {0, 0, to.v[2] / from.v[2]}}};
    Matrix back = inverse(&bradford), scaled = product(&scale, &bradford);
    return product(&back, &scaled);
}

/* Columns: red, green and blue under D50. */
static Matrix colorants(void)
{
    Matrix unscaled;
    for (guint j = 0; j < 3; j++)
        for (guint i = 0; i < 3; i++)
            unscaled.m[i][j] = tristimulus(primaries[j]).v[i];
    Matrix solve = inverse(&unscaled), adapt = adaptation();
    Triple share = multiply(&solve, tristimulus(white_d65));
    for (guint j = 0; j < 3; j++)
        for (guint i = 0; i < 3; i++)
            unscaled.m[i][j] *= share.v[j];
    return product(&adapt, &unscaled);
}

/* --- the file: ICC.1:2010 (version 4.3), all numbers big-endian */

static void put32(GByteArray *out, guint32 value)
{
    guint32 swapped = GUINT32_TO_BE(value);
    g_byte_array_append(out, (const guint8 *)&swapped, 4);
}

static void put_fixed(GByteArray *out, double value) /* s15Fixed16Number */
{
    put32(out, (guint32)(gint32)lround(value * 65536));
}

static void put_signature(GByteArray *out, const char *signature)
{
    g_byte_array_append(out, (const guint8 *)signature, 4);
}

static void put_zeros(GByteArray *out, guint n)
{
    for (guint i = 0; i < n; i++)
        g_byte_array_append(out, (const guint8 *)"", 1);
}

static void put_xyz(GByteArray *out, double x, double y, double z)
{
    put_signature(out, "XYZ ");
    put32(out, 0);
    put_fixed(out, x);
    put_fixed(out, y);
    put_fixed(out, z);
}

static void put_words(GByteArray *out, const char *ascii) /* multiLocalizedUnicodeType */
{
    guint n = (guint)strlen(ascii);
    put_signature(out, "mluc");
    put32(out, 0);
    put32(out, 1);
    put32(out, 12);
    put_signature(out, "enUS");
    put32(out, 2 * n);
    put32(out, 28);
    for (guint i = 0; i < n; i++) {
        put_zeros(out, 1);
        g_byte_array_append(out, (const guint8 *)&ascii[i], 1);
    }
}

/* IEC 61966-2-1: ((c + 0.055) / 1.055)^2.4 above 0.04045, else c / 12.92. */
static void put_curve(GByteArray *out)
{
    static const double parameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    put_signature(out, "para");
    put32(out, 0);
    put32(out, 3u << 16); /* the kind with five parameters, and two reserved bytes */
    for (guint i = 0; i < G_N_ELEMENTS(parameters); i++)
        put_fixed(out, parameters[i]);
}

static void put_matrix(GByteArray *out, const Matrix *matrix)
{
    put_signature(out, "sf32");
    put32(out, 0);
    for (guint i = 0; i < 9; i++)
        put_fixed(out, matrix->m[i / 3][i % 3]);
}

static void put_header(GByteArray *out)
{
    put32(out, 0); /* size, known at the end */
    put32(out, 0);
    put32(out, 0x04300000);
    put_signature(out, "mntr");
    put_signature(out, "RGB ");
    put_signature(out, "XYZ ");
    for (guint i = 0; i < 3; i++) /* a fixed day, 1 January 2025: year, month, day, hour … */
        put32(out, (const guint32[]){2025u << 16 | 1, 1u << 16, 0}[i]);
    put_signature(out, "acsp");
    put_zeros(out, 28); /* platform, flags, maker, model, attributes, intent: none */
    for (guint i = 0; i < 3; i++)
        put_fixed(out, white_d50.v[i]);
    put_zeros(out, 48);
}

typedef struct {
    const char *signature;
    guint offset, size;
} ProfileTag;

/* Ends a tag that began at `offset`: on a multiple of four. */
static ProfileTag end_tag(GByteArray *out, const char *signature, guint offset)
{
    ProfileTag tag = {signature, offset, out->len - offset};
    put_zeros(out, (4 - out->len % 4) % 4);
    return tag;
}

#define N_TAGS 10
#define FIRST_TAG (128 + 4 + 12 * N_TAGS)

static guint put_tags(GByteArray *data, ProfileTag *tags)
{
    static const char *const colour[] = {"rXYZ", "gXYZ", "bXYZ"};
    static const char *const curve[] = {"rTRC", "gTRC", "bTRC"};
    Matrix matrix = colorants(), adapt = adaptation();
    guint n = 0, at = data->len;
    put_words(data, "sRGB IEC61966-2.1");
    tags[n++] = end_tag(data, "desc", at);
    at = data->len;
    put_words(data, "CC0");
    tags[n++] = end_tag(data, "cprt", at);
    at = data->len;
    put_xyz(data, white_d50.v[0], white_d50.v[1], white_d50.v[2]);
    tags[n++] = end_tag(data, "wtpt", at);
    at = data->len;
    put_matrix(data, &adapt);
    tags[n++] = end_tag(data, "chad", at);
    for (guint i = 0; i < 3; i++) {
        at = data->len;
        put_xyz(data, matrix.m[0][i], matrix.m[1][i], matrix.m[2][i]);
        tags[n++] = end_tag(data, colour[i], at);
    }
    at = data->len;
    put_curve(data);
    tags[n++] = end_tag(data, curve[0], at);
    for (guint i = 1; i < 3; i++, n++) { /* one curve for all three */
        tags[n] = tags[n - 1];
        tags[n].signature = curve[i];
    }
    return n;
}

GBytes *finish_srgb_profile(void)
{
    ProfileTag tags[N_TAGS];
    g_autoptr(GByteArray) data = g_byte_array_new();
    GByteArray *out = g_byte_array_new();
    guint n = put_tags(data, tags);
    g_assert(n == N_TAGS);
    put_header(out);
    put32(out, n);
    for (guint i = 0; i < n; i++) {
        put_signature(out, tags[i].signature);
        put32(out, FIRST_TAG + tags[i].offset);
        put32(out, tags[i].size);
    }
    g_assert(out->len == FIRST_TAG);
    g_byte_array_append(out, data->data, data->len);
    guint32 size = GUINT32_TO_BE(out->len);
    memcpy(out->data, &size, 4);
    return g_byte_array_free_to_bytes(out);
}
