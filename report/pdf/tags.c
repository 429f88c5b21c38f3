#include "report/pdf/tags.h"

struct Tags {
    cairo_t *cr;
    guint page;
    GPtrArray *open; /* interned names */
    GArray *records;
};

static void clear_record(gpointer data)
{
    g_free(((TagRecord *)data)->alternative);
}

Tags *tags_new(cairo_t *cr)
{
    Tags *tags = g_new0(Tags, 1);
    tags->cr = cr;
    tags->page = 1;
    tags->open = g_ptr_array_new();
    tags->records = g_array_new(FALSE, FALSE, sizeof(TagRecord));
    g_array_set_clear_func(tags->records, clear_record);
    return tags;
}

void tags_free(Tags *tags)
{
    if (tags == NULL)
        return;
    g_ptr_array_unref(tags->open);
    g_array_unref(tags->records);
    g_free(tags);
}

void tags_set_page(Tags *tags, guint page)
{
    tags->page = page;
}

gboolean tags_hold_content(const char *name)
{
    static const char *const holders[] = {"Document", "Sect", "Table", "TR",
                                          "L",        "LI",   "TOC",   "TOCI"};
    for (gsize i = 0; i < G_N_ELEMENTS(holders); i++)
        if (g_str_equal(name, holders[i]))
            return FALSE;
    return TRUE;
}

static void begin(Tags *tags, TagRecord record, const char *attributes)
{
    record.name = g_intern_string(record.name);
    record.depth = tags->open->len;
    record.page = tags->page;
    g_array_append_val(tags->records, record);
    g_ptr_array_add(tags->open, (gpointer)record.name);
    if (tags_hold_content(record.name))
        cairo_tag_begin(tags->cr, record.name, attributes);
}

void tags_begin(Tags *tags, const char *name)
{
    begin(tags, (TagRecord){.name = name}, NULL);
}

/* 1 + index of the last record of that name at this depth; 0: none. */
static guint last_of(const Tags *tags, const char *name)
{
    name = g_intern_string(name);
    for (guint i = tags->records->len; i > 0; i--) {
        const TagRecord *record = &g_array_index(tags->records, TagRecord, i - 1);
        if (record->depth < tags->open->len)
            return 0;
        if (record->depth == tags->open->len && record->name == name)
            return record->continues > 0 ? record->continues : i;
    }
    return 0;
}

void tags_begin_rest(Tags *tags, const char *name)
{
    begin(tags, (TagRecord){.name = name, .continues = last_of(tags, name)}, NULL);
}

void tags_begin_list(Tags *tags, gboolean numbered)
{
    begin(tags, (TagRecord){.name = "L", .numbering = numbered ? "Decimal" : "Disc"}, NULL);
}

void tags_begin_figure(Tags *tags, const char *alternative, TagRectangle room)
{
    begin(tags, (TagRecord){.name = "Figure", .alternative = g_strdup(alternative), .room = room},
          NULL);
}

void tags_begin_header_cell(Tags *tags, const char *scope, guint columns, guint rows)
{
    begin(tags,
          (TagRecord){
              .name = "TH", .scope = g_intern_string(scope), .columns = columns, .rows = rows},
          NULL);
}

void tags_begin_cell(Tags *tags, guint columns)
{
    begin(tags, (TagRecord){.name = "TD", .columns = columns}, NULL);
}

/* Cairo takes the value in single quotes. */
static char *quoted(const char *target)
{
    g_auto(GStrv) parts = g_strsplit(target, "'", -1);
    return g_strjoinv("%27", parts);
}

void tags_begin_link(Tags *tags, const char *target, const char *words, TagRectangle room)
{
    g_autofree char *safe = quoted(target);
    gboolean inside = safe[0] == '#';
    g_autofree char *attributes =
        g_strdup_printf("%s='%s' rect=[%.2f %.2f %.2f %.2f]", inside ? "dest" : "uri",
                        inside ? safe + 1 : safe, room.x, room.y, room.width, room.height);
    char *description = inside ? g_strdup(words) : g_strdup_printf("%s (%s)", words, target);
    begin(tags, (TagRecord){.name = CAIRO_TAG_LINK, .alternative = description}, attributes);
}

void tags_end(Tags *tags)
{
    g_assert(tags->open->len > 0);
    const char *name = g_ptr_array_index(tags->open, tags->open->len - 1);
    g_ptr_array_set_size(tags->open, (gint)tags->open->len - 1);
    if (tags_hold_content(name))
        cairo_tag_end(tags->cr, name);
}

void tags_end_to(Tags *tags, guint depth)
{
    while (tags->open->len > depth)
        tags_end(tags);
}

guint tags_depth(const Tags *tags)
{
    return tags->open->len;
}

void tags_destination(Tags *tags, const char *name, double x, double y)
{
    g_autofree char *attributes = g_strdup_printf("name='%s' x=%.2f y=%.2f", name, x, y);
    cairo_tag_begin(tags->cr, CAIRO_TAG_DEST, attributes);
    cairo_tag_end(tags->cr, CAIRO_TAG_DEST);
}

const GArray *tags_records(const Tags *tags)
{
    return tags->records;
}
