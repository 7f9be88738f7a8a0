-- What every test may lean on, beside the extension itself.
SELECT gov_cloud.install_storage();
