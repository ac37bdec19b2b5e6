package sse.demo;

import java.io.IOException;
import sse.http.Refusal;
import sse.http.Reply;
import sse.text.Digits;

/** Answers with the status that is asked for: what does a client do with it? */
final class StatusDemo extends Demo {
    StatusDemo() {
        super("status", "$/503 answers with that status: what does your client do?", "", "curl -i $/503");
    }

    @Override
    String methods(String rest) {
        return READING;
    }

    @Override
    void answer(Visit visit) throws IOException {
        visit.query().refuseUnknown();
        long status = Digits.parse(visit.rest());
        if (status < 200 || status > 599) {
            throw new Refusal(404, "/demo/status/503 answers 503; any status from 200 to 599 can be asked for");
        }
        boolean empty = status == 204 || status == 205 || status == 304 || visit.isHead();
        if (empty) Reply.empty(visit.request().exchange(), (int) status);
        else Reply.text(visit.request().exchange(), (int) status, "this is the status " + status);
    }
}
