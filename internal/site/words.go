package site

import "github.com/kaaw/nachbar/internal/i18n"

// Words are the words of the site as it is now.
func (s *Session) Words() *i18n.Catalogue { return s.current().model.Text }

// HasSearch reports whether the site, as it is now, has a full text search.
func (s *Session) HasSearch() bool { return s.current().model.Conf.HasSearch() }
