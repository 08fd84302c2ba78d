// Where coming back begins, and where everything is sent that is done behind a receipt. Neither says anything.
export const checkPath = '/check';
export const openPath = '/check/open';
