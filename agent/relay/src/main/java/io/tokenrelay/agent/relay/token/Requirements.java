package io.tokenrelay.agent.relay.token;

/**
 * What requests may ask of a token beyond that it is valid: the access rules, as far as a verifier
 * knows them. They come with each token to verify, since an operator may change them while the
 * service runs, and a token that met the old ones may not meet the new.
 */
public interface Requirements {
  /** Nothing is asked. */
  Requirements NONE =
      new Requirements() {
        @Override
        public Grants metBy(ClaimSet token) {
          return Grants.NONE;
        }

        @Override
        public boolean areJudgedIn(Grants grants) {
          return true;
        }
      };

  /** Which of them a token meets. */
  Grants metBy(ClaimSet token);

  /** Whether these grants say so, and not what the token meets of others. */
  boolean areJudgedIn(Grants grants);
}
