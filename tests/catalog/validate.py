"""Every document of the catalog follows the schema of its format; a broken one does not."""
import copy
import json
import pathlib
import sys

import jsonschema

folder = pathlib.Path(sys.argv[1])
schemas = {}
for path in sorted((folder / "schema").glob("*.schema.json")):
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    schemas[schema["properties"]["format"]["const"]] = jsonschema.Draft7Validator(schema)

count = 0
for path in sorted(folder.glob("*.json")) + sorted((folder / "programmes").glob("*.json")):
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["id"] == path.stem, f"{path}: id {document['id']}"
    errors = [f"{path}: {list(e.path)}: {e.message}" for e in schemas[document["format"]].iter_errors(document)]
    assert not errors, "\n".join(errors)
    broken = copy.deepcopy(document)
    broken["unknown_field"] = 1
    assert list(schemas[document["format"]].iter_errors(broken)), f"{path}: an unknown field passes"
    count += 1
assert count >= 30, f"only {count} documents"
print(f"{count} documents follow {len(schemas)} schemas")
