"""The rules: each module holds those of one subject, `table` lists them all."""
