#include "report/pdf/finish.h"

GBytes *pdf_finish(GBytes *pdf, const GArray *records, Language language, GError **error)
{
    (void)records, (void)language, (void)error;
    return pdf;
}
