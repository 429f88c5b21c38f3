#include "ingest/pseudonym.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/hmac.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_BYTES 32
#define KEY_HEADER "inbeeld-key-1\n"
#define KEY_FILE_BYTES (sizeof KEY_HEADER - 1 + 2 * KEY_BYTES + 1)
#define PIECE_BYTES 128

struct PseudonymKey {
    guint8 bytes[KEY_BYTES];
    char id[2 * SHA256_DIGEST_SIZE + 1];
};

struct PseudonymMaker {
    struct hmac_sha256_ctx context;
    guint8 domain_length;
    char domain[64];
};

static void write_hex(const guint8 *bytes, gsize n_bytes, char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (gsize i = 0; i < n_bytes; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
}

static gboolean fail(GError **error, InbeeldError code, const char *path, const char *what)
{
    g_set_error(error, INBEELD_ERROR, (gint)code, "key file %s: %s", path, what);
    return FALSE;
}

gboolean pseudonym_key_create(const char *path, GError **error)
{
    guint8 bytes[KEY_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return fail(error, INBEELD_ERROR_CANNOT_CREATE, path, "no random bytes from the system");
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(error, INBEELD_ERROR_CANNOT_CREATE, path,
                    errno == EEXIST ? "exists already, and a key is never written over: its "
                                      "pseudonyms would be lost"
                                    : g_strerror(errno));
    char text[KEY_FILE_BYTES];
    memcpy(text, KEY_HEADER, sizeof KEY_HEADER - 1);
    write_hex(bytes, KEY_BYTES, text + sizeof KEY_HEADER - 1);
    text[KEY_FILE_BYTES - 1] = '\n';
    gboolean written = write(descriptor, text, sizeof text) == (gssize)sizeof text &&
                       fchmod(descriptor, 0600) == 0 && fsync(descriptor) == 0;
    written = close(descriptor) == 0 && written;
    explicit_bzero(text, sizeof text);
    explicit_bzero(bytes, sizeof bytes);
    if (written)
        return TRUE;
    unlink(path);
    return fail(error, INBEELD_ERROR_CANNOT_CREATE, path, "cannot be written");
}

static gboolean read_hex(const char *text, guint8 *bytes)
{
    for (gsize i = 0; i < KEY_BYTES; i++) {
        int high = g_ascii_xdigit_value(text[2 * i]);
        int low = g_ascii_xdigit_value(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return FALSE;
        bytes[i] = (guint8)(16 * high + low);
    }
    return TRUE;
}

/* Opens the file and sees to it that only its owner can read it. */
static int open_key(const char *path, GError **error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT,
                    "key file %s: %s; 'inbeeld key %s' makes one", path, g_strerror(errno), path);
        return -1;
    }
    struct stat facts;
    if (fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode) && (facts.st_mode & 077) == 0)
        return descriptor;
    close(descriptor);
    fail(error, INBEELD_ERROR_CONFIG, path,
         "others may read it; it must be a file of mode 0600 (chmod 600)");
    return -1;
}

static void name_key(PseudonymKey *key)
{
    static const char label[] = "inbeeld key id";
    struct hmac_sha256_ctx context;
    guint8 digest[SHA256_DIGEST_SIZE];
    hmac_sha256_set_key(&context, KEY_BYTES, key->bytes);
    hmac_sha256_update(&context, sizeof label - 1, (const guint8 *)label);
    hmac_sha256_digest(&context, sizeof digest, digest);
    write_hex(digest, sizeof digest, key->id);
    explicit_bzero(&context, sizeof context);
}

PseudonymKey *pseudonym_key_load(const char *path, GError **error)
{
    int descriptor = open_key(path, error);
    if (descriptor < 0)
        return NULL;
    char text[KEY_FILE_BYTES + 1];
    gssize n = read(descriptor, text, sizeof text);
    close(descriptor);
    PseudonymKey *key = g_new0(PseudonymKey, 1);
    gboolean valid = n == (gssize)KEY_FILE_BYTES &&
                     memcmp(text, KEY_HEADER, sizeof KEY_HEADER - 1) == 0 &&
                     read_hex(text + sizeof KEY_HEADER - 1, key->bytes);
    explicit_bzero(text, sizeof text);
    if (!valid) {
        pseudonym_key_free(key);
        fail(error, INBEELD_ERROR_CONFIG, path, "is no key file of inbeeld");
        return NULL;
    }
    name_key(key);
    return key;
}

void pseudonym_key_free(PseudonymKey *key)
{
    explicit_bzero(key, sizeof *key);
    g_free(key);
}

const char *pseudonym_key_id(const PseudonymKey *key)
{
    return key->id;
}

PseudonymMaker *pseudonym_maker_new(const PseudonymKey *key, const char *domain)
{
    PseudonymMaker *maker = g_new0(PseudonymMaker, 1);
    hmac_sha256_set_key(&maker->context, KEY_BYTES, key->bytes);
    g_assert(strlen(domain) < sizeof maker->domain);
    maker->domain_length = (guint8)strlen(domain);
    memcpy(maker->domain, domain, maker->domain_length);
    return maker;
}

void pseudonym_maker_free(PseudonymMaker *maker)
{
    explicit_bzero(maker, sizeof *maker);
    g_free(maker);
}

void pseudonym_make(PseudonymMaker *maker, const char *identifier, gsize length,
                    guint8 pseudonym[PSEUDONYM_BYTES])
{
    guint8 piece[PIECE_BYTES];
    gsize used = 1 + (gsize)maker->domain_length;
    piece[0] = maker->domain_length;
    memcpy(piece + 1, maker->domain, maker->domain_length);
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isspace(identifier[i]))
            continue;
        if (used == sizeof piece) {
            hmac_sha256_update(&maker->context, used, piece);
            used = 0;
        }
        piece[used++] = (guint8)g_ascii_toupper(identifier[i]);
    }
    hmac_sha256_update(&maker->context, used, piece);
    hmac_sha256_digest(&maker->context, PSEUDONYM_BYTES, pseudonym);
}
