/*
 * credential.c
 *		Secrets live in files only the server's user reads, and pass through no
 *		SQL, log, error or view.  A source names a file, never a path.
 */
#include "worker/worker.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "common/base64.h"

#define MAX_SECRET	4096
#define MAX_NAME	63

/* letters, digits, '-', '_' and '.', the last not in front */
static bool
is_file_name(const char *name)
{
	Size		len = strlen(name);

	return len > 0 && len <= MAX_NAME && name[0] != '.' &&
		strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == len;
}

/*
 * What is wrong with a file's kind, owner or rights, or NULL.  Who may write
 * the file or replace it decides whom the server trusts; who may read a secret
 * has it.
 */
static const char *
fault_of(const struct stat *st, bool secret)
{
	if (!S_ISREG(st->st_mode))
		return "it is no plain file";
	if (st->st_uid != geteuid() && (secret || st->st_uid != 0))
		return "it does not belong to the server's user";
	if (secret && (st->st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return "others than its owner may touch it: set its mode to 0600";
	if ((st->st_mode & (S_IWGRP | S_IWOTH)) != 0)
		return "others than its owner may write it";
	return NULL;
}

/* opens and looks at one file; the descriptor, or -1 with the reason */
static int
open_file(const char *path, const char *name, bool secret, const char **error)
{
	struct stat st;
	const char *fault;
	int			fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) != 0)
	{
		*error = psprintf("file \"%s\" of gov_cloud.credentials_directory cannot be opened: %s",
						  name, strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	fault = fault_of(&st, secret);
	if (fault != NULL)
	{
		*error = psprintf("file \"%s\" of gov_cloud.credentials_directory is refused: %s", name, fault);
		close(fd);
		return -1;
	}
	return fd;
}

/* the path of a checked file, or NULL with the reason; for CA files libcurl opens itself */
char *
gov_credential_path(const char *name, bool secret, const char **error)
{
	char	   *path;
	int			fd;

	if (gov_credentials_directory == NULL || gov_credentials_directory[0] == '\0')
	{
		*error = "gov_cloud.credentials_directory is not set";
		return NULL;
	}
	if (!is_file_name(name))
	{
		*error = "the name of a credential may have letters, digits, '-', '_' and '.' only";
		return NULL;
	}
	path = psprintf("%s/%s", gov_credentials_directory, name);
	fd = open_file(path, name, secret, error);
	if (fd < 0)
		return NULL;
	close(fd);
	return path;
}

/*
 * The secret in a file, without the newline at its end, or NULL with the
 * reason.  The caller wipes it.  Control characters are refused: the secret
 * becomes part of a header line.
 */
static char *
read_secret(const char *name, Size *len, const char **error)
{
	char	   *path = gov_credential_path(name, true, error);
	char	   *secret;
	ssize_t		got;
	int			fd;

	if (path == NULL || (fd = open_file(path, name, true, error)) < 0)
		return NULL;
	secret = palloc(MAX_SECRET + 1);
	got = read(fd, secret, MAX_SECRET + 1);
	close(fd);
	while (got > 0 && got <= MAX_SECRET && (secret[got - 1] == '\n' || secret[got - 1] == '\r'))
		got--;
	if (got <= 0 || got > MAX_SECRET)
		*error = psprintf("file \"%s\" of gov_cloud.credentials_directory is empty, longer than %d bytes or unreadable",
						  name, MAX_SECRET);
	else
	{
		bool		clean = true;

		for (ssize_t i = 0; i < got; i++)
			clean &= (unsigned char) secret[i] >= ' ' && secret[i] != 0x7f;
		if (clean)
		{
			secret[got] = '\0';
			*len = got;
			return secret;
		}
		*error = psprintf("file \"%s\" of gov_cloud.credentials_directory has more than one line or control characters",
						  name);
	}
	gov_credential_wipe(secret, MAX_SECRET + 1);
	return NULL;
}

/*
 * The Authorization line from a credential's file: basic with a user, bearer
 * without.  NULL with the reason when the file is not fit.  The caller wipes it.
 */
char *
gov_credential_header(const char *name, const char *user, Size *len, const char **error)
{
	Size		secret_len;
	char	   *secret = read_secret(name, &secret_len, error);
	char	   *line;

	if (secret == NULL)
		return NULL;
	if (user == NULL)
		line = psprintf("Authorization: Bearer %s", secret);
	else
	{
		char	   *pair = psprintf("%s:%s", user, secret);
		int			size = pg_b64_enc_len(strlen(pair));
		char	   *coded = palloc(size + 1);
		int			used = pg_b64_encode(pair, strlen(pair), coded, size);

		coded[Max(used, 0)] = '\0';
		line = psprintf("Authorization: Basic %s", coded);
		gov_credential_wipe(pair, strlen(pair));
		gov_credential_wipe(coded, size + 1);
	}
	gov_credential_wipe(secret, secret_len);
	*len = strlen(line);
	return line;
}

/* overwrites, in a way the compiler may not leave out, and frees */
void
gov_credential_wipe(char *secret, Size len)
{
	OPENSSL_cleanse(secret, len);
	pfree(secret);
}
