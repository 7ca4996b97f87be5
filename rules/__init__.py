"""Rules, requirements, lexicon, presets and knowledge: data only."""
