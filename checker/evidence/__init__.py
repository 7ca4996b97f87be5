"""What a shop showed on a day, as the files a gateway accepts."""
