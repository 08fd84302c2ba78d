// Why one line cannot be taken: the value seen, and what would be right. The reading goes on with the next line.

export class BadLine extends Error {}
