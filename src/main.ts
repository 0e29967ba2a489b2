// Stack traces then name files and lines of src. It has to be said before the file that they come from is read.
process.setSourceMapsEnabled(true);

void import('./start');
