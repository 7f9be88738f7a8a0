static GovQuery lookup = {"SELECT 1"};

static int
runs(void)
{
	return gov_query(&lookup, NULL, NULL, true, 1);
}

Datum
gov_runs(PG_FUNCTION_ARGS)
{
	return runs();
}

/* the other file's function of this name runs SQL; this one does not */
static int
twin(void)
{
	return 1;
}

Datum
gov_computes(PG_FUNCTION_ARGS)
{
	return strlen("gov_query") + fcinfo->runs + twin();
}
