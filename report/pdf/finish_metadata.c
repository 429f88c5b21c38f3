/* What the file says about itself: catalog, Info dictionary, XMP. */
#include "report/pdf/finish_private.h"

#define PRODUCER "inbeeld " INBEELD_VERSION " (Cairo, qpdf)"

static const char *locale_of(Language language)
{
    return language == LANGUAGE_EN ? "en-GB" : "nl-NL";
}

static void set_output_intent(qpdf_data qpdf, qpdf_oh root)
{
    gsize size = 0;
    g_autoptr(GBytes) profile = finish_srgb_profile();
    const void *data = g_bytes_get_data(profile, &size);
    qpdf_oh stream = qpdf_oh_new_stream(qpdf);
    pdf_replace_data(qpdf, stream, data, size);
    pdf_set(qpdf, qpdf_oh_get_dict(qpdf, stream), "/N", pdf_integer(qpdf, 3));
    qpdf_oh intent = pdf_parsed(qpdf, "<< /Type /OutputIntent /S /GTS_PDFA1 "
                                      "/OutputConditionIdentifier (sRGB IEC61966-2.1) "
                                      "/Info (sRGB IEC61966-2.1) >>");
    pdf_set(qpdf, intent, "/DestOutputProfile", stream);
    qpdf_oh intents = qpdf_oh_new_array(qpdf);
    qpdf_oh_append_item(qpdf, intents, intent);
    pdf_set(qpdf, root, "/OutputIntents", intents);
}

void finish_catalog(qpdf_data qpdf, Language language)
{
    qpdf_oh root = qpdf_get_root(qpdf);
    pdf_set(qpdf, root, "/Lang", pdf_text(qpdf, locale_of(language)));
    pdf_set(qpdf, root, "/MarkInfo", pdf_parsed(qpdf, "<< /Marked true >>"));
    pdf_set(qpdf, root, "/ViewerPreferences", pdf_parsed(qpdf, "<< /DisplayDocTitle true >>"));
    set_output_intent(qpdf, root);
}

/* --- XMP */

/* Prefix and name of a property, and how its value stands in RDF. */
typedef struct {
    const char *info; /* key of the Info dictionary */
    const char *property;
    const char *before, *after; /* the value stands between; NULL: alone */
} Equal;

static const Equal equals[] = {
    {"/Title", "dc:title", "<rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li></rdf:Alt>"},
    {"/Author", "dc:creator", "<rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq>"},
    {"/Subject", "dc:description", "<rdf:Alt><rdf:li xml:lang=\"x-default\">",
     "</rdf:li></rdf:Alt>"},
    {"/Keywords", "pdf:Keywords", "", ""},
    {"/Creator", "xmp:CreatorTool", "", ""},
    {"/Producer", "pdf:Producer", "", ""}};

static void append_property(GString *xmp, const char *property, const char *before,
                            const char *value, const char *after)
{
    g_autofree char *escaped = g_markup_escape_text(value, -1);
    g_string_append_printf(xmp, "<%s>%s%s%s</%s>\n", property, before, escaped, after, property);
}

/* PDF/A asks for a description of what its own list of properties does not have: the part of
 * PDF/UA. */
static const char extension_schema[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static const char begin_packet[] =
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n";
static const char end_packet[] =
    "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";

static void append_equals(qpdf_data qpdf, qpdf_oh info, GString *xmp)
{
    for (gsize i = 0; i < G_N_ELEMENTS(equals); i++)
        if (pdf_has(qpdf, info, equals[i].info))
            append_property(xmp, equals[i].property, equals[i].before,
                            qpdf_oh_get_utf8_value(qpdf, pdf_get(qpdf, info, equals[i].info)),
                            equals[i].after);
}

void finish_metadata(qpdf_data qpdf, Language language, gint64 created)
{
    qpdf_oh info = pdf_get(qpdf, qpdf_get_trailer(qpdf), "/Info");
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(created);
    g_autofree char *date = g_date_time_format(moment, "D:%Y%m%d%H%M%SZ");
    g_autofree char *xmp_date = g_date_time_format(moment, "%Y-%m-%dT%H:%M:%SZ");
    pdf_set(qpdf, info, "/Producer", pdf_text(qpdf, PRODUCER));
    pdf_set(qpdf, info, "/CreationDate", pdf_text(qpdf, date));
    pdf_set(qpdf, info, "/ModDate", pdf_text(qpdf, date));
    g_autoptr(GString) xmp = g_string_new(begin_packet);
    append_equals(qpdf, info, xmp);
    append_property(xmp, "dc:language", "<rdf:Bag><rdf:li>", locale_of(language),
                    "</rdf:li></rdf:Bag>");
    append_property(xmp, "xmp:CreateDate", "", xmp_date, "");
    append_property(xmp, "xmp:ModifyDate", "", xmp_date, "");
    append_property(xmp, "xmp:MetadataDate", "", xmp_date, "");
    g_string_append(xmp, extension_schema);
    g_string_append(xmp, end_packet);
    qpdf_oh stream = pdf_stream(qpdf, xmp->str, xmp->len);
    qpdf_oh dictionary = qpdf_oh_get_dict(qpdf, stream);
    pdf_set(qpdf, dictionary, "/Type", pdf_name(qpdf, "/Metadata"));
    pdf_set(qpdf, dictionary, "/Subtype", pdf_name(qpdf, "/XML"));
    pdf_set(qpdf, qpdf_get_root(qpdf), "/Metadata", stream);
}
