/* The data behind figures and tables, and the links to their files. */
#include "report/pdf/document_private.h"

static char *plain_text(const char *markup)
{
    if (markup == NULL)
        return g_strdup("");
    g_autoptr(InlineText) text = inline_parse(markup, 1);
    return g_steal_pointer(&text->text);
}

static char *link_to(const ReportDocument *document, const char *name)
{
    const DocumentInfo *info = document_info(document);
    if (info->data_folder == NULL)
        return NULL;
    g_autofree char *address = g_strdup_printf("%s/%s.csv", info->data_folder, name);
    g_autofree char *escaped = inline_escape(address);
    return g_strdup_printf("%s:\xc2\xa0<a href=\"%s\">%s.csv</a>.", document_words(document)->data,
                           escaped, name);
}

char *block_keep_data(Block *block, const DataInfo *info, FigureData *data)
{
    if (info->name == NULL || data == NULL) {
        figure_data_free(data);
        return NULL;
    }
    FigureRecord *record = g_new0(FigureRecord, 1);
    record->name = g_strdup(info->name);
    record->label = g_strdup(info->label);
    record->title = plain_text(info->title);
    record->subtitle = plain_text(info->subtitle);
    record->source = plain_text(info->source);
    record->data = data;
    block->data_name = record->name;
    g_ptr_array_add(document_records(block->document), record);
    return link_to(block->document, info->name);
}
