#pragma once

#include "report/pdf/block.h"

/* What the texts of a document may point to: its figures, tables and named headings. A text says
 * <ref name="waar.kaart"/> (or <Ref .../> where a sentence begins with it) and the reader sees
 * "figuur 3.1", a link to the place. Texts are resolved when their block is measured: by then all
 * blocks are appended, so that a text may point forward. */

typedef enum { LABEL_FIGURE, LABEL_TABLE, LABEL_HEADING, LABEL_BLOCK } LabelKind;

typedef struct {
    LabelKind kind;
    char *name;  /* unique in the document; NULL: nothing points to it */
    char *label; /* as printed at its place, "Figuur 3.1"; "" when it has no number */
    char *title; /* markup; NULL: none */
    char *place; /* name of the destination */
    const Block *block;
    guint page; /* after pagination, from 1 */
} Label;

typedef struct References References;

References *references_new(void);
void references_free(References *references);

/* Takes over the strings of `label`; sets its place. A name that is taken is a fault. Borrowed. */
Label *references_add(References *references, const Label *label);
const GPtrArray *references_labels(const References *references); /* Label * */

/* `markup` with its references replaced by links; `markup` itself when it has none. The result
 * lives as long as the references. A name that nothing has is a fault, shown as the name itself. */
const char *references_resolve(References *references, const char *markup, Language language);

/* What went wrong first, for the person who edits the texts; NULL: nothing. */
const char *references_fault(const References *references);
