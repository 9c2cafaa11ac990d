package dev.restorebot.bot.slack.fake;

/// Where the server is reached.
record Addresses(int http, int socket) {
  private String base() {
    return "http://127.0.0.1:" + http;
  }

  String api() {
    return base() + "/api/";
  }

  String upload(String file) {
    return base() + "/upload/" + file;
  }

  String response(String id) {
    return base() + "/response/" + id;
  }

  String socket(String ticket) {
    return "ws://127.0.0.1:" + socket + "/link/?ticket=" + ticket;
  }
}
