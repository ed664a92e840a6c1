"""Documents follow the schema of their format; a broken one does not.

Usage: validate.py SCHEMAS FOLDER FORMAT...: FOLDER holds at least one document of each FORMAT.
"""

import copy
import json
import pathlib
import sys

import jsonschema

schemas_folder, folder, formats = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
schemas = {}
for path in sorted(schemas_folder.glob("*.schema.json")):
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    schemas[schema["properties"]["format"]["const"]] = jsonschema.Draft7Validator(schema)

found = set()
count = 0
for path in sorted(p for p in folder.rglob("*.json") if not p.name.endswith(".schema.json")):
    document = json.loads(path.read_text(encoding="utf-8"))
    if "id" in document:
        assert document["id"] == path.stem, f"{path}: id {document['id']}"
    errors = [
        f"{path}: {list(e.path)}: {e.message}"
        for e in schemas[document["format"]].iter_errors(document)
    ]
    assert not errors, "\n".join(errors)
    broken = copy.deepcopy(document)
    broken["unknown_field"] = 1
    assert list(schemas[document["format"]].iter_errors(broken)), f"{path}: an unknown field passes"
    found.add(document["format"].removeprefix("tieuchi-"))
    count += 1
missing = set(formats) - found
assert formats and not missing, f"no document of {sorted(missing) or 'any format: name one'}"
print(f"{count} documents of {len(found)} formats follow their schema")
