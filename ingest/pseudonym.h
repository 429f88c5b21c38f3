#pragma once

#include <glib.h>

/* Pseudonyms: identifiers of persons, cases and registrations leave the gate as the first 16 bytes
 * of HMAC-SHA256(key, domain, identifier). Without the key nobody can go from a number to its
 * pseudonym or back; with the same key the same number gives the same pseudonym in every delivery.
 *
 * The key stands in a file of its own, outside the register, readable by its owner only. It is made
 * once (`inbeeld key`) and kept: with another key the same person is another person. */
#define PSEUDONYM_BYTES 16

typedef struct PseudonymKey PseudonymKey;

/* Makes a key file with 32 bytes from the system's random source, mode 0600. Fails with
 * INBEELD_ERROR_CANNOT_CREATE; a file that is there already is never written over. */
gboolean pseudonym_key_create(const char *path, GError **error);

/* Fails with INBEELD_ERROR_NO_INPUT when absent (the message tells how to make one), and with
 * INBEELD_ERROR_CONFIG when others may read it or it is no key file. Returns (transfer full). */
PseudonymKey *pseudonym_key_load(const char *path, GError **error);
/* Wipes the key from memory. */
void pseudonym_key_free(PseudonymKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PseudonymKey, pseudonym_key_free)

/* Name of the key that tells nothing about it: 64 hexadecimal digits, HMAC of a fixed label. Stands
 * in the register, so that another key is refused. Borrowed. */
const char *pseudonym_key_id(const PseudonymKey *key);

/* One maker per domain ("comensha.person"): equal numbers of different registers are not the same
 * thing. The maker has the key worked in: 0.2 microsecond a pseudonym. For one thread. */
typedef struct PseudonymMaker PseudonymMaker;
PseudonymMaker *pseudonym_maker_new(const PseudonymKey *key, const char *domain);
void pseudonym_maker_free(PseudonymMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PseudonymMaker, pseudonym_maker_free)

/* Blanks and the case of ASCII letters do not count: "ab 12" = "AB12". identifier: length bytes. */
void pseudonym_make(PseudonymMaker *maker, const char *identifier, gsize length,
                    guint8 pseudonym[PSEUDONYM_BYTES]);
