"""Documents follow the schema of their format; a broken one does not.

Usage: validate.py SCHEMAS FOLDER LEAST: at least LEAST documents stand in FOLDER.
"""
import copy
import json
import pathlib
import sys

import jsonschema

schemas_folder, folder, least = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
schemas = {}
for path in sorted(schemas_folder.glob("*.schema.json")):
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    schemas[schema["properties"]["format"]["const"]] = jsonschema.Draft7Validator(schema)

count = 0
for path in sorted(p for p in folder.rglob("*.json") if not p.name.endswith(".schema.json")):
    document = json.loads(path.read_text(encoding="utf-8"))
    if "id" in document:
        assert document["id"] == path.stem, f"{path}: id {document['id']}"
    errors = [f"{path}: {list(e.path)}: {e.message}" for e in schemas[document["format"]].iter_errors(document)]
    assert not errors, "\n".join(errors)
    broken = copy.deepcopy(document)
    broken["unknown_field"] = 1
    assert list(schemas[document["format"]].iter_errors(broken)), f"{path}: an unknown field passes"
    count += 1
assert count >= least, f"only {count} documents"
print(f"{count} documents follow {len(schemas)} schemas")
