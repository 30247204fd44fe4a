"""The JSON Schema (draft 7) of the data dictionary, for editors."""

import json

from lpsstats.dictionary.document import Document

# Written into the package, so that an editor can be pointed to it; a test keeps it current.
SCHEMA_FILE = "data_dictionary.schema.json"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"


def dictionary_schema() -> dict[str, object]:
    """Describe data_dictionary.yaml in the subset of JSON Schema that editors read."""
    schema = Document.model_json_schema(ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs")
    return {"$schema": DRAFT_7, **schema, "title": "lpsstats data dictionary"}


def dictionary_schema_text() -> str:
    """Give the schema as JSON text."""
    return json.dumps(dictionary_schema(), indent=2, ensure_ascii=False) + "\n"
