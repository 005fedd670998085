"""The article list as the window uses it: the pane and, for those who need them, its model's roles."""

from reader.ui.articles.article_list_model import ARTICLE_ROLE, ID_ROLE, ArticleListModel
from reader.ui.articles.article_list_pane import ArticleListPane

__all__ = ["ARTICLE_ROLE", "ID_ROLE", "ArticleListModel", "ArticleListPane"]
