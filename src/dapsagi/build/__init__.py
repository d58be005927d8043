"""A build, and what all commands that show a site share with it: the site put together, planned and rendered."""
