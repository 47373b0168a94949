package host

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what a host counts, in a registry of its own. Nothing in them is
// of a reader.
type metrics struct {
	registry *prometheus.Registry
	classes  [6]prometheus.Counter // requests by the first digit of the status
	bytes    prometheus.Counter
	seconds  prometheus.Histogram
	searches *prometheus.CounterVec
	release  *prometheus.GaugeVec
	loaded   prometheus.Gauge
	refused  prometheus.Gauge
}

// newMetrics registers all metrics; conns are those of the listener.
func newMetrics(conns func() int, cut func() (slow, header uint64), publishing func() Publishing) *metrics {
	r := prometheus.NewRegistry()
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "nachbar_requests_total", Help: "Answered requests by class of their status.",
	}, []string{"class"})
	m := &metrics{
		registry: r,
		bytes:    prometheus.NewCounter(prometheus.CounterOpts{Name: "nachbar_response_bytes_total", Help: "Bytes of answers without their headers."}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "nachbar_request_seconds", Help: "Time from the headers of a request to the end of the answer.",
			Buckets: []float64{.0005, .002, .01, .05, .25, 1, 5, 30},
		}),
		searches: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "nachbar_searches_total", Help: "Searches by how they were answered."}, []string{"result"}),
		release:  prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "nachbar_release_info", Help: "The release that is shown."}, []string{"release", "audience"}),
		loaded:   prometheus.NewGauge(prometheus.GaugeOpts{Name: "nachbar_release_loaded_timestamp_seconds", Help: "When the release was loaded."}),
		refused:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "nachbar_release_refused", Help: "1 while the current release of the store cannot be loaded and an earlier one is shown."}),
	}
	for class := range m.classes {
		m.classes[class] = requests.WithLabelValues([]string{"other", "1xx", "2xx", "3xx", "4xx", "5xx"}[class])
	}
	gauge := func(name, help string, f func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f)
	}
	counter := func(name, help, label, value string, f func() float64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help, ConstLabels: prometheus.Labels{label: value}}, f)
	}
	const cutName, cutHelp = "nachbar_cut_connections_total", "Connections that were ended because the client was too slow."
	const publishName, publishHelp = "nachbar_publishes_total", "Publishes that the hook started."
	r.MustRegister(requests, m.bytes, m.seconds, m.searches, m.release, m.loaded, m.refused,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		gauge("nachbar_connections", "Open connections.", func() float64 { return float64(conns()) }),
		counter(cutName, cutHelp, "phase", "answer", func() float64 { n, _ := cut(); return float64(n) }),
		counter(cutName, cutHelp, "phase", "request", func() float64 { _, n := cut(); return float64(n) }),
		counter(publishName, publishHelp, "result", "ok", func() float64 { return float64(publishing().OK) }),
		counter(publishName, publishHelp, "result", "failed", func() float64 { return float64(publishing().Failed) }))
	return m
}

// count counts an answer.
func (m *metrics) count(r *recorder, took time.Duration) {
	class := r.status / 100
	if class < 1 || class > 5 {
		class = 0
	}
	m.classes[class].Inc()
	m.bytes.Add(float64(r.bytes))
	m.seconds.Observe(took.Seconds())
}

// searched counts a search.
func (m *metrics) searched(status int) {
	result := "refused"
	switch {
	case status >= 200 && status < 300:
		result = "answered"
	case status == http.StatusTooManyRequests:
		result = "too-often"
	case status == http.StatusServiceUnavailable:
		result = "busy"
	}
	m.searches.WithLabelValues(result).Inc()
}

// show tells which release is shown.
func (m *metrics) show(s *Snapshot, refused bool) {
	if s != nil {
		m.release.Reset()
		m.release.WithLabelValues(s.ID, s.shown).Set(1)
		m.loaded.Set(float64(s.Loaded.Unix()))
	}
	m.refused.Set(0)
	if refused {
		m.refused.Set(1)
	}
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}
