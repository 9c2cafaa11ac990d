package dev.restorebot.service;

/// What messages about an [Amendment] call it, and what it adds. Stored with each run that it plays a part in, so that a run is told in
/// the words in which people decided about it.
///
/// @param verb what is typed: `/restore VERB SERVICE`
/// @param noun one thing that is added: `tag`
/// @param nouns several of them: `tags`
/// @param label the button of those who agree, which is also what they are asked: `Add tags`
/// @param agree what somebody does who agrees to what is added: `approve`
/// @param agreed what is added then is: `approved`
/// @param without what is so for as long as they are missing, a sentence without its end: `these notes are found by no tag`
public record AmendmentWords(String verb, String noun, String nouns, String label, String agree, String agreed,
    String without) {
  /// [#nouns] as the beginning of a sentence: `Tags`.
  public String capitalized() {
    return Character.toUpperCase(nouns.charAt(0)) + nouns.substring(1);
  }
}
