package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;
import static io.tokenrelay.agent.verify.corpus.Tokens.json;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeader;
import static io.tokenrelay.agent.verify.corpus.Tokens.rsHeaderWith;

/** Header members that change what the rest means, or that are of the wrong type. */
final class HeadersOfTokens {
  private HeadersOfTokens() {}

  static void addTo(Corpus corpus) {
    corpus.accepts("a header with an ordinary member", () -> rsHeaderWith(json(",'x':1")));
    String[] extensions = {
      "'crit':['x'],'x':1",
      "'crit':['x']",
      "'crit':[]",
      "'crit':null",
      "'crit':''",
      "'crit':'b64'",
      "'crit':{}",
      "'crit':['alg']",
      "'crit':['exp'],'exp':1",
      "'crit':['b64'],'b64':true",
      "'crit':['b64'],'b64':false",
      "'crit':['http://openbanking.org.uk/iat'],'http://openbanking.org.uk/iat':1",
      "'b64':false",
      "'b64':true",
      "'b64':null",
      "'zip':'DEF'",
      "'zip':null",
      "'enc':'A256GCM'",
      "'enc':null",
      "'typ':1",
      "'typ':['JWT']",
      "'typ':{}",
      "'alg':'RS256'",
      "'alg':'none'",
      "'\\u0061lg':'none'",
      "'kid':'e256'",
      "'typ':'JWT','typ':'JWT'",
      "'x':1,'x':2",
    };
    for (String extension : extensions) {
      corpus.refuses(
          MALFORMED, "a header with " + json(extension), () -> rsHeaderWith(json("," + extension)));
    }
    String[] headers = {
      "{}",
      "{'kid':'r'}",
      "{'alg':null,'kid':'r'}",
      "{'alg':256}",
      "{'alg':true}",
      "{'alg':['RS256']}",
      "{'alg':{'alg':'RS256'}}",
      "{'Alg':'RS256','kid':'r'}",
      "{'header':{'alg':'RS256'}}"
    };
    for (String header : headers) {
      corpus.refuses(MALFORMED, "the header " + json(header), () -> rsHeader(json(header)));
    }
  }
}
