"""What every address of the API has in common: answers known by an ETag, lists by page, as CSV and as workbook."""
