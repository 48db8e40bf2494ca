/** A text for a comment, where the quoting of words does not hold. */
export interface Comment {
  readonly comment: string
}

export const isComment = (value: unknown): value is Comment => typeof value === 'object' && value !== null && 'comment' in value

/** One line of text, which no character ends early. */
export const commentText = ({comment}: Comment): string => comment.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
