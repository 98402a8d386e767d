"""The HTTP application: routes, schemas, auth, admission, the error table. FastAPI, no Ray."""
