#pragma once

#include "report/edition/writer.h"

/* The chapters of the jaarmonitor, in the order of the report. */
void jaarmonitor_front(Writer *writer);     /* cover, about this monitor, contents */
void jaarmonitor_keypoints(Writer *writer); /* one page */
void jaarmonitor_reported(Writer *writer);  /* 1 reported persons */
void jaarmonitor_places(Writer *writer);    /* 2 where */
void jaarmonitor_hidden(Writer *writer);    /* 3 the hidden number */
void jaarmonitor_prosecution(Writer *writer);
void jaarmonitor_printed_table(Writer *writer); /* within 4: cases per old parket 2007-2011 */
void jaarmonitor_police(Writer *writer);
void jaarmonitor_compared(Writer *writer);     /* 6 gemeenten compared; nothing when none can be */
void jaarmonitor_not_compared(Writer *writer); /* then a section within 2 says so */
void jaarmonitor_account(Writer *writer); /* 7 sources, bridges, revisions, protection, words */
void jaarmonitor_annex(Writer *writer);   /* the gemeenten */
