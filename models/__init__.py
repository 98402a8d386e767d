"""What can speak: engines and voices. Text in, PCM out; no Ray, no HTTP."""
