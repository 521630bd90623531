package dev.steward.slack;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The HTTP client that speaks to Slack. */
public final class SlackHttp {
    private static final MediaType BYTES = MediaType.get("application/octet-stream");

    private SlackHttp() {}

    /**
     * A client that sends each request once. OkHttp by itself sends a POST again, without a word, when a kept connection broke after
     * the request had left, or on a 408 or a 503 with {@code Retry-After: 0}; Slack may have taken the first one, and its message
     * would stand there twice. What never left (a connection refused) is still tried at the host's other addresses.
     */
    public static SlackHttpClient client(SlackConfig config) {
        var client = new SlackHttpClient(SlackHttpClient.buildOkHttpClient(config).newBuilder()
                .addInterceptor(SlackHttp::once).connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES)).build());
        client.setConfig(config);
        return client;
    }

    /**
     * Puts bytes there, once, and follows it nowhere else. Large ones may take longer than a call: a minute, and a second more for each
     * megabyte.
     *
     * @throws IOException when no answer came, or this is no address
     */
    public static SlackApi.Response upload(SlackHttpClient client, String url, long size, SlackApi.Bytes content)
            throws IOException {
        HttpUrl address = HttpUrl.parse(url);
        if (address == null) {
            throw new IOException("no address to upload to");
        }
        var patient = client.getOkHttpClient().newBuilder().followRedirects(false)
                .callTimeout(60 + (size >> 20), TimeUnit.SECONDS).build();
        var request = new Request.Builder().url(address).post(new Streamed(size, content)).build();
        try (Response answer = patient.newCall(request).execute()) {
            return new SlackApi.Response(answer.code(), answer.peekBody(1_000).string());
        }
    }

    private static Response once(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        Response answer = chain.proceed(body == null
                ? request
                : request.newBuilder().method(request.method(), new OneShot(body)).build());
        if (answer.isSuccessful() && request.url().encodedPath().contains("/api/") && saysNothing(answer)) {
            answer.close();
            throw new IOException("an empty answer");
        }
        return answer;
    }

    /** The SDK meets such an answer of a method with a NullPointerException. */
    private static boolean saysNothing(Response answer) throws IOException {
        String beginning = answer.peekBody(16).string().strip();
        return beginning.isEmpty() || beginning.equals("null");
    }

    private static final class Streamed extends RequestBody {
        private final long size;
        private final SlackApi.Bytes content;

        Streamed(long size, SlackApi.Bytes content) {
            this.size = size;
            this.content = content;
        }

        @Override
        public MediaType contentType() {
            return BYTES;
        }

        @Override
        public long contentLength() {
            return size;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            content.writeTo(sink.outputStream());
        }
    }

    private static final class OneShot extends RequestBody {
        private final RequestBody body;

        OneShot(RequestBody body) {
            this.body = body;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
