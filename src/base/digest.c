/*
 * digest.c
 *		SM3 (GB/T 32905) and SHA-256 by libcrypto.
 */
#include "base/base.h"

#include <openssl/evp.h>

/*
 * One digest over one piece of memory.  libcrypto's failures are its own (out
 * of memory, an algorithm switched off by its configuration): an internal error.
 */
static bytea *
digest(const EVP_MD *algorithm, const void *data, Size len)
{
	unsigned int size = 0;
	bytea	   *result = (bytea *) palloc(VARHDRSZ + EVP_MAX_MD_SIZE);

	if (algorithm == NULL ||
		EVP_Digest(data, len, (unsigned char *) VARDATA(result), &size, algorithm, NULL) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
				 errmsg("could not compute a digest"),
				 errhint("libcrypto must offer SM3 and SHA-256.")));
	SET_VARSIZE(result, VARHDRSZ + size);
	return result;
}

/* 32 bytes; what evidence and audit lines are bound with */
bytea *
gov_sm3(const void *data, Size len)
{
	return digest(EVP_sm3(), data, len);
}

/* 32 bytes; beside SM3 for readers without it */
bytea *
gov_sha256(const void *data, Size len)
{
	return digest(EVP_sha256(), data, len);
}
