#pragma once

#include "report/pdf/document.h"

/* A document with one of everything that the page engine can do, filled with invented figures. */
ReportDocument *report_sample_new(TextEngine *engine);
