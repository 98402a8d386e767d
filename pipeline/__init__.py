"""What happens to a request: plain asyncio Python; no Ray, no HTTP, no torch. Start with render.py."""
