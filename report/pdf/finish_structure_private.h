#pragma once

/* The tree that finish_structure.c builds and finish_elements.c writes. */
#include "report/pdf/finish_private.h"

#define NO_PARENT G_MAXUINT

typedef enum { KID_ELEMENT, KID_CONTENT, KID_LINK } FinishKidKind;

typedef struct {
    FinishKidKind kind;
    guint value; /* index of an element; MCID; key of a link */
    guint page;  /* of content and links, from 1 */
    guint next;  /* 1 + index of the next kid of the same element; 0: none */
} FinishKid;

typedef struct {
    guint parent;       /* index of an element */
    guint first, last;  /* kids: 1 + index; 0: none */
    guint page;         /* of what it draws itself, from 1; 0: only elements inside it draw */
    gboolean is_joined; /* is part of an earlier element, and none itself */
} FinishElement;

struct FinishStructure {
    const GArray *records;   /* TagRecord */
    const GArray *pages;     /* FinishPage */
    FinishElement *elements; /* by record */
    GArray *kids;            /* FinishKid */
};
