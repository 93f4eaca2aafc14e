/** What became of asking a kubelet's staticPodURL. */
export type UrlAnswer =
  | { readonly kind: 'body'; readonly bytes: Uint8Array }
  /** Another status than 200, as `404 Not Found`. */
  | { readonly kind: 'status'; readonly status: string }
  /** More bytes than the kubelet reads. */
  | { readonly kind: 'too-large'; readonly limit: number }
  /** There is no answer, and why, as a part of a sentence. */
  | { readonly kind: 'failed'; readonly message: string };
