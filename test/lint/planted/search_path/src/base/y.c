static int
twin(void)
{
	return SPI_connect();
}

static const Check checks[] = {
	{"twin", twin},
};

Datum
gov_checks(PG_FUNCTION_ARGS)
{
	return checks[0].check();
}
