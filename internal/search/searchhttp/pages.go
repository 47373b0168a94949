package searchhttp

// pageView is a link to a page of the results, or, without a URL, a gap.
type pageView struct {
	Label, URL, Rel string
	Current         bool
}

// pages links the first page, the last and those around the one shown.
func (v *resultView) pages(total int) {
	last := min((total+perPage-1)/perPage, maxPage)
	if last == 0 || last == 1 && v.asked.page == 1 {
		return
	}
	add := func(page int, label, rel string) {
		url := v.asked.address(v.asked.query, v.asked.facets, page)
		v.Pages = append(v.Pages, pageView{Label: label, URL: url, Rel: rel, Current: rel == "" && page == v.asked.page})
	}
	if v.asked.page > 1 {
		add(min(v.asked.page-1, last), v.T("ui.pager.prev"), "prev")
	}
	before := 0
	for page := 1; page <= last; page++ {
		if page != 1 && page != last && (page < v.asked.page-2 || page > v.asked.page+2) {
			continue
		}
		if page > before+1 {
			v.Pages = append(v.Pages, pageView{})
		}
		add(page, v.words.Number(page), "")
		before = page
	}
	if v.asked.page < last {
		add(v.asked.page+1, v.T("ui.pager.next"), "next")
	}
}
