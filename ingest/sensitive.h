#pragma once

#include <glib.h>

/* Values that name a person and have no place in a field: the last part of the privacy gate. The
 * row is refused, and the value itself is never printed or written. */
typedef enum {
    SENSITIVE_NONE,
    SENSITIVE_BSN, /* 8 or 9 digits that pass the eleven-test, with or without blanks or dots */
    SENSITIVE_EMAIL,
    SENSITIVE_DATE /* a full date: of birth, perhaps */
} SensitiveKind;

/* What a free text holds; the first found. text: UTF-8, length bytes. Cost: one pass. */
SensitiveKind sensitive_find(const char *text, gsize length);

/* "looks like a citizen service number (BSN)", ...; no value in it. Static. */
const char *sensitive_reason(SensitiveKind kind);

/* The eleven-test of the BSN: 9 d1 + 8 d2 + ... + 2 d8 - d9 is a multiple of 11 and not all digits
 * are zero. digits: 9 values 0-9. */
gboolean sensitive_eleven_test(const int digits[9]);
